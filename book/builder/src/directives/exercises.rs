//! `{{#exercises 1}}` lists a lesson's exercises; `{{#exercise 1.4}}` is the box where one is due.

use super::Output;
use crate::error::DirectiveError;
use crate::html::{escape, from_markdown_inline};
use crate::lessons::{Lesson, Place, points};
use crate::page::Page;

pub(crate) fn list(
    arguments: &str,
    page: &mut Page<'_>,
) -> Result<Output, DirectiveError> {
    let number = arguments
        .parse()
        .map_err(|_| DirectiveError::Usage("exercises 1"))?;
    let lesson = Lesson::read(page.shop.project, number)?;
    let mut html = vec!["<ul class=\"exercise-list\">".to_owned()];
    for exercise in &lesson.exercises {
        html.push(format!(
            "<li><a href=\"{link}\"><span class=\"exercise-id\">{id}</span> {title}</a> \
             <span class=\"exercise-points\">{worth}</span> <code>{command}</code></li>",
            link = escape(&page.link(&exercise.section)),
            id = escape(&exercise.id),
            title = from_markdown_inline(&exercise.title, page.shop.typesetter)?,
            worth = exercise.worth(),
            command = escape(&lesson.command(exercise)),
        ));
    }
    let total = points(
        lesson
            .exercises
            .iter()
            .map(|exercise| exercise.points)
            .sum(),
    );
    html.push(format!(
        "</ul><p class=\"exercise-total\">{} exercises, {total}. All of them: <code>cargo test -p lesson-{number}</code></p>",
        lesson.exercises.len(),
    ));
    Ok(Output::Block(vec![html.concat()]))
}

pub(crate) fn single(
    arguments: &str,
    page: &mut Page<'_>,
) -> Result<Output, DirectiveError> {
    if arguments.is_empty() || arguments.contains(char::is_whitespace) {
        return Err(DirectiveError::Usage("exercise 1.4"));
    }
    let (lesson, at) = Lesson::with_exercise(page.shop.project, arguments)?;
    let exercise = &lesson.exercises[at];
    let places = lesson.places(page.shop.project, &exercise.id)?;
    let places: Vec<_> = places.iter().map(place).collect();
    let slug = exercise.id.replace('.', "-");
    Ok(Output::Block(vec![format!(
        "<aside class=\"exercise-box\" id=\"exercise-{slug}\" aria-label=\"Exercise {id}\">\
         <p class=\"exercise-title\"><span class=\"exercise-id\">Exercise {id}</span> {title} \
         <span class=\"exercise-points\">{worth}</span></p>\
         <p class=\"exercise-place\">Your place: {places}</p>\
         <pre><code class=\"language-text\">{command}</code></pre>\
         <p class=\"exercise-help\">Stuck? <code>cargo course hint {id}</code></p></aside>",
        id = escape(&exercise.id),
        title = from_markdown_inline(&exercise.title, page.shop.typesetter)?,
        worth = exercise.worth(),
        places = places.join(" and "),
        command = escape(&lesson.command(exercise)),
    )]))
}

fn place(place: &Place) -> String {
    match place.line {
        Some(line) => format!("<code>{}:{line}</code>", escape(&place.file)),
        None => format!("<code>{}</code>", escape(&place.file)),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{messages, weave};

    #[test]
    fn a_list_links_each_exercise_to_its_section() {
        let html = weave("{{#exercises 1}}");
        for part in [
            "<a href=\"../lesson-1/tape.md#the-sigmoid\"><span class=\"exercise-id\">1.4</span> Stable sigmoid</a>",
            "<span class=\"exercise-points\">1 point</span>",
            "<code>cargo test -p lesson-1 exercise_1_4</code>",
            "2 exercises, 3 points. All of them: <code>cargo test -p lesson-1</code>",
        ] {
            assert!(html.contains(part), "{part:?} is missing in {html}");
        }
    }

    #[test]
    fn a_box_says_where_and_how() {
        let html = weave("{{#exercise 1.4}}");
        for part in [
            "id=\"exercise-1-4\"",
            "<span class=\"exercise-id\">Exercise 1.4</span> Stable sigmoid",
            "<code>exercises/lesson-1/src/lib.rs:7</code>",
            "cargo test -p lesson-1 exercise_1_4",
            "cargo course hint 1.4",
        ] {
            assert!(html.contains(part), "{part:?} is missing in {html}");
        }
    }

    #[test]
    fn without_markers_the_box_still_names_the_file() {
        let html = weave("{{#exercise 1.5}}");
        assert!(
            html.contains("<code>exercises/lesson-1/src/lib.rs</code>"),
            "{html}"
        );
    }

    #[test]
    fn what_is_missing_is_named_with_its_line() {
        let cases = [
            (
                "{{#exercise 1.9}}",
                "no exercise `1.9` in exercises/lesson-1/exercises.toml; it has: 1.4, 1.5",
            ),
            ("{{#exercise 7.1}}", "exercises/lesson-7/exercises.toml: "),
            ("{{#exercises one}}", "write it as `{{#exercises 1}}`"),
            ("{{#exercise}}", "write it as `{{#exercise 1.4}}`"),
        ];
        for (directive, says) in cases {
            let found = messages(directive);
            assert!(
                found.starts_with("book/src/lesson-1/tape.md:1: "),
                "{found}"
            );
            assert!(found.contains(says), "{says:?} is missing in {found}");
        }
    }
}
