//! A fenced block labelled `quiz`: a question, options with their feedback, perhaps a last paragraph.
//!
//! ````text
//! ```quiz
//! What is $\partial L/\partial a$?
//!
//! - [ ] −6 :: That is one path; there are two.
//! - [x] 6 :: Both paths, added.
//!
//! The sum over paths is the whole idea.
//! ```
//! ````
//!
//! One right option makes radio buttons, several make checkboxes. The page needs no script: CSS shows the feedback of
//! what is chosen, and the last paragraph once anything is.

use super::Output;
use crate::error::DirectiveError;
use crate::html::{from_markdown, from_markdown_inline, slug};
use crate::page::Page;

/// A quiz that is not in the form above; `offset` counts its lines.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("quiz: {what}")]
pub struct QuizError {
    /// The line within the block, from 1; 0 for the block as a whole.
    pub offset: usize,
    what: &'static str,
}

#[derive(Debug, PartialEq, Eq)]
struct Choice {
    right: bool,
    text: String,
    feedback: String,
}

#[derive(Debug, PartialEq, Eq)]
struct Quiz {
    question: String,
    choices: Vec<Choice>,
    coda: String,
}

pub(crate) fn render(
    body: &str,
    page: &mut Page<'_>,
) -> Result<Output, DirectiveError> {
    let quiz = parse(body)?;
    page.quizzes += 1;
    let id = format!("quiz-{}-{}", slug(page.path), page.quizzes);
    let several = quiz.choices.iter().filter(|choice| choice.right).count() > 1;
    let kind = if several { "checkbox" } else { "radio" };
    let legend = if several {
        "Check yourself: choose all that are right"
    } else {
        "Check yourself"
    };
    let typesetter = page.shop.typesetter;

    let mut html = vec![format!(
        "<form class=\"quiz\" id=\"{id}\" autocomplete=\"off\"><fieldset><legend>{legend}</legend>\
         <div class=\"quiz-question\">{}</div>",
        from_markdown(&quiz.question, typesetter)?
    )];
    for (i, choice) in quiz.choices.iter().enumerate() {
        let (class, verdict) = if choice.right {
            ("is-right", "Right.")
        } else {
            ("is-wrong", "Not quite.")
        };
        html.push(format!(
            "<div class=\"quiz-option {class}\"><label><input type=\"{kind}\" name=\"{id}\" aria-describedby=\"{id}-{i}\">\
             <span>{text}</span></label>\
             <div class=\"quiz-feedback\" id=\"{id}-{i}\"><strong>{verdict}</strong> {feedback}</div></div>",
            text = from_markdown_inline(&choice.text, typesetter)?,
            feedback = from_markdown_inline(&choice.feedback, typesetter)?,
        ));
    }
    if !quiz.coda.is_empty() {
        html.push(format!(
            "<div class=\"quiz-coda\">{}</div>",
            from_markdown(&quiz.coda, typesetter)?
        ));
    }
    html.push(
        "<button type=\"reset\">Start over</button></fieldset></form>".to_owned(),
    );
    Ok(Output::Block(vec![html.concat()]))
}

fn parse(body: &str) -> Result<Quiz, QuizError> {
    let wrong = |offset, what| QuizError { offset, what };
    let (mut question, mut coda) = (Vec::new(), Vec::new());
    let mut choices: Vec<(usize, bool, String)> = Vec::new();
    for (number, line) in body.lines().enumerate() {
        let mut options =
            [("- [ ]", false), ("- [x]", true), ("- [X]", true)].into_iter();
        let option =
            options.find_map(|(mark, right)| Some((line.strip_prefix(mark)?, right)));
        match (option, choices.last_mut()) {
            (Some(_), _) if !coda.is_empty() => {
                return Err(wrong(number + 1, "an option after the last paragraph"));
            }
            (Some((text, right)), _) => {
                choices.push((number + 1, right, text.trim().to_owned()));
            }
            (None, None) => question.push(line),
            (None, Some((_, _, text))) if coda.is_empty() && line.starts_with("  ") => {
                text.push(' ');
                text.push_str(line.trim());
            }
            (None, Some(_)) if coda.is_empty() && line.trim().is_empty() => {}
            (None, Some(_)) if coda.is_empty() && line.starts_with("- ") => {
                return Err(wrong(
                    number + 1,
                    "an option starts with `- [ ]` or `- [x]`",
                ));
            }
            (None, Some(_)) => coda.push(line),
        }
    }
    let split =
        |(offset, right, text): (usize, bool, String)| match text.split_once(" :: ") {
            Some((text, feedback))
                if !text.trim().is_empty() && !feedback.trim().is_empty() =>
            {
                Ok(Choice {
                    right,
                    text: text.trim().to_owned(),
                    feedback: feedback.trim().to_owned(),
                })
            }
            _ => Err(wrong(
                offset,
                "every option needs its feedback: `- [ ] answer :: feedback`",
            )),
        };
    let choices = choices
        .into_iter()
        .map(split)
        .collect::<Result<Vec<_>, _>>()?;
    let question = question.join("\n").trim().to_owned();
    if question.is_empty() {
        return Err(wrong(1, "it has no question above its options"));
    }
    if choices.len() < 2 {
        return Err(wrong(
            0,
            "it needs two options or more, `- [ ] answer :: feedback`",
        ));
    }
    if !choices.iter().any(|choice| choice.right) {
        return Err(wrong(0, "no option is right: mark one with `- [x]`"));
    }
    Ok(Quiz {
        question,
        choices,
        coda: coda.join("\n").trim().to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::{messages, weave};

    const QUIZ: &str = "```quiz\nWhat is $a$?\n\n- [ ] `Vec::new()` :: That is one path;\n  there are two.\n- [x] *six* :: Both.\n\nThe sum.\n```";

    #[test]
    fn a_quiz_becomes_radio_buttons_with_feedback() {
        let html = weave(QUIZ);
        for part in [
            "id=\"quiz-lesson-1-tape-1\"",
            "<div class=\"quiz-option is-wrong\"><label><input type=\"radio\" name=\"quiz-lesson-1-tape-1\"",
            "<code>Vec::new()</code>",
            "<strong>Not quite.</strong> That is one path; there are two.",
            "<div class=\"quiz-option is-right\">",
            "<em>six</em>",
            "<strong>Right.</strong> Both.",
            "<div class=\"quiz-coda\"><p>The sum.</p></div>",
            "data-gradus=\"tex:inline:a\"",
        ] {
            assert!(html.contains(part), "{part:?} is missing in {html}");
        }
    }

    #[test]
    fn several_right_options_make_checkboxes() {
        let html =
            weave("```quiz\nWhich?\n- [x] a :: b\n- [x] c :: d\n- [ ] e :: f\n```");
        assert_eq!(html.matches("type=\"checkbox\"").count(), 3, "{html}");
        assert!(html.contains("choose all that are right"), "{html}");
    }

    #[test]
    fn two_quizzes_on_a_page_do_not_share_a_name() {
        let html = weave(&format!("{QUIZ}\n\n{QUIZ}"));
        assert!(html.contains("name=\"quiz-lesson-1-tape-2\""), "{html}");
    }

    #[test]
    fn a_malformed_quiz_names_its_line() {
        let cases = [
            (
                "Q\n- [ ] a :: b\n- [x] c\n",
                "5: quiz: every option needs its feedback",
            ),
            (
                "Q\n- [ ] a :: b\n- [ ] c :: d\n",
                "2: quiz: no option is right",
            ),
            ("Q\n- [x] a :: b\n", "2: quiz: it needs two options"),
            (
                "- [x] a :: b\n- [ ] c :: d\n",
                "3: quiz: it has no question",
            ),
            (
                "Q\n- [x] a :: b\n- c :: d\n",
                "5: quiz: an option starts with",
            ),
            (
                "Q\n- [x] a :: b\n\nSo.\n- [ ] c :: d\n",
                "7: quiz: an option after",
            ),
            (
                "Q\n- [x] a :: $\\frac$\n- [ ] c :: d\n",
                "2: KaTeX cannot read",
            ),
        ];
        for (body, says) in cases {
            let found = messages(&format!("text\n```quiz\n{body}```\n"));
            assert!(found.starts_with("book/src/lesson-1/tape.md:"), "{found}");
            assert!(found.contains(says), "{says:?} is missing in {found}");
        }
    }
}
