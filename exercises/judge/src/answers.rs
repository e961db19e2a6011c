//! Answers to several questions that one formula gives.

/// Questions, each with yours and the right answer, as they are to be shown.
#[derive(Clone, Copy, Debug)]
pub struct Answers<'a> {
    /// "the outputs of 10 inputs with k = 3"
    pub questions: &'a [String],
    /// What your code answers.
    pub yours: &'a [String],
    /// What is right.
    pub right: &'a [String],
}

/// Fails at the first answer that is not right, with the words for the first of `wrong` that
/// answers *everything* as yours does: a wrong formula may be right, or wrong like another, at one
/// question. Where none does, `otherwise`.
///
/// # Panics
/// Where yours and right differ.
#[track_caller]
pub fn expect_answers(
    answers: Answers,
    wrong: &[(Vec<String>, &str)],
    otherwise: &str,
) {
    let Answers {
        questions,
        yours,
        right,
    } = answers;
    let Some(at) = (0..right.len()).find(|&i| yours[i] != right[i]) else {
        return;
    };
    let known = wrong.iter().find(|(answers, _)| answers == yours);
    let words = known.map_or(otherwise, |(_, words)| words);
    panic!(
        "{} is {}, yours is {}. {words}",
        questions[at], right[at], yours[at]
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_formula_is_known_by_all_its_answers() {
        let list = |parts: [&str; 2]| parts.map(str::to_owned).to_vec();
        let check = |yours: [&str; 2]| {
            let (questions, yours) = (list(["a", "b"]), list(yours));
            let right = list(["1", "2"]);
            let answers = Answers {
                questions: &questions,
                yours: &yours,
                right: &right,
            };
            let wrong = [(list(["1", "3"]), "this"), (list(["0", "3"]), "that")];
            expect_answers(answers, &wrong, "think");
        };
        let said = |yours| {
            let payload =
                std::panic::catch_unwind(move || check(yours)).expect_err("it fails");
            *payload.downcast::<String>().expect("a text")
        };
        check(["1", "2"]);
        assert_eq!(said(["1", "3"]), "b is 2, yours is 3. this");
        assert_eq!(said(["0", "3"]), "a is 1, yours is 0. that");
        assert_eq!(said(["0", "2"]), "a is 1, yours is 0. think");
    }
}
