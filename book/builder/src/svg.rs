//! Makes a drawing fit to stand inside a page: named for screen readers, its ids its own.

/// The drawing with `role="img"`, title and description, and `prefix` before each of its ids.
///
/// Two drawings on one page may both have a clip path called `c`; an id must be unique.
pub fn inline(svg: &str, title: &str, description: &str, prefix: &str) -> String {
    let svg = svg.trim();
    let svg = svg.find("<svg").map_or(svg, |at| &svg[at..]);
    let root_end = svg.find('>').map_or(svg.len(), |at| at + 1);
    let (root, body) = svg.split_at(root_end);
    let style = attribute(root, "style").unwrap_or_default();
    // For the style sheet: how wide the drawing is meant to be.
    let width = view_width(root)
        .map(|width| format!("--figure-width:{width}px;"))
        .unwrap_or_default();
    let root = without_attribute(&without_attribute(root, "role"), "aria-labelledby");
    let root = without_attribute(&root, "style").replacen(
        "<svg",
        &format!("<svg role=\"img\" aria-labelledby=\"{prefix}title {prefix}desc\" style=\"{width}{style}\""),
        1,
    );
    let body = without_element(without_element(body, "title"), "desc");
    let named = format!(
        "<title id=\"{prefix}title\">{}</title><desc id=\"{prefix}desc\">{}</desc>",
        text(title),
        text(description)
    );
    format!("{root}{named}{}", own_ids(body, prefix))
}

fn text(plain: &str) -> String {
    plain.replace('&', "&amp;").replace('<', "&lt;")
}

/// The value of an attribute of `tag`.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.split_once(&format!(" {name}=\""))?.1.split('"').next()
}

/// The third number of the `viewBox`.
fn view_width(tag: &str) -> Option<f64> {
    let mut numbers = attribute(tag, "viewBox")?
        .split([' ', ','])
        .filter(|text| !text.is_empty());
    numbers.nth(2)?.parse().ok()
}

/// `tag` without its attribute `name="…"`.
fn without_attribute(tag: &str, name: &str) -> String {
    let start = format!(" {name}=\"");
    let Some(from) = tag.find(&start) else {
        return tag.to_owned();
    };
    let value = from + start.len();
    let end = tag[value..]
        .find('"')
        .map_or(tag.len(), |at| value + at + 1);
    format!("{}{}", &tag[..from], &tag[end..])
}

/// `body` without the element `name` that it starts with: the drawing's own title is replaced by the figure's.
fn without_element<'a>(body: &'a str, name: &str) -> &'a str {
    let start = body.trim_start();
    let tag = start.strip_prefix(&format!("<{name}"));
    if tag.is_none_or(|rest| !rest.starts_with(['>', ' '])) {
        return body;
    }
    let close = format!("</{name}>");
    start
        .find(&close)
        .map_or(body, |at| &start[at + close.len()..])
}

/// Prefixes every `id="…"` and all that refers to one.
fn own_ids(body: &str, prefix: &str) -> String {
    let mut ids: Vec<&str> = body
        .match_indices(" id=\"")
        .filter_map(|(at, start)| body[at + start.len()..].split('"').next())
        .collect();
    ids.sort_unstable();
    ids.dedup();
    let mut own = body.to_owned();
    for id in ids {
        for (before, after) in [(" id=\"", "\""), ("url(#", ")"), ("href=\"#", "\"")] {
            own = own.replace(
                &format!("{before}{id}{after}"),
                &format!("{before}{prefix}{id}{after}"),
            );
        }
    }
    own
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_is_named_once() {
        let svg = "<?xml version=\"1.0\"?>\n<svg viewBox=\"0 0 720.5 1\" role=\"presentation\" style=\"color:red\" aria-labelledby=\"x\"><title>old</title>\n<desc id=\"d\">old</desc><g><title>tip</title></g></svg>";
        let out = inline(svg, "A < B", "C & D", "f1-");
        assert_eq!(
            out,
            "<svg role=\"img\" aria-labelledby=\"f1-title f1-desc\" style=\"--figure-width:720.5px;color:red\" viewBox=\"0 0 720.5 1\">\
             <title id=\"f1-title\">A &lt; B</title><desc id=\"f1-desc\">C &amp; D</desc><g><title>tip</title></g></svg>"
        );
    }

    #[test]
    fn ids_and_what_refers_to_them_are_prefixed() {
        let svg = "<svg><clipPath id=\"c\"/><g clip-path=\"url(#c)\"/><use href=\"#c\"/><use xlink:href=\"#cc\"/><path id=\"cc\"/></svg>";
        let out = inline(svg, "", "", "f2-");
        for part in [
            "id=\"f2-c\"",
            "url(#f2-c)",
            " href=\"#f2-c\"",
            "xlink:href=\"#f2-cc\"",
            "id=\"f2-cc\"",
        ] {
            assert!(out.contains(part), "{part} is missing in {out}");
        }
    }
}
