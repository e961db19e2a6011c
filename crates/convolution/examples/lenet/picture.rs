//! Pictures inside a page.

use std::fmt::Write;

use data_encoding::BASE64;

/// A grey image as an address that holds it: a bitmap of 8 bits, ink white on black. (A page
/// that is light turns it around.)
// Clamped to 0 to 1 before it is a byte.
#[allow(clippy::cast_sign_loss)]
pub(crate) fn address(pixels: &[f64], side: usize) -> String {
    const HEADERS: u32 = 14 + 40;
    const PALETTE: u32 = 256 * 4;
    // A line takes a multiple of four bytes.
    let line = side.next_multiple_of(4);
    let size = (line * side) as u32;
    let mut file = Vec::new();
    file.extend(b"BM");
    for number in [HEADERS + PALETTE + size, 0, HEADERS + PALETTE] {
        file.extend(number.to_le_bytes());
    }
    // Size of this header, width, height, one plane of 8 bits, no compression.
    for number in [
        40,
        side as u32,
        side as u32,
        1 | 8 << 16,
        0,
        size,
        2835,
        2835,
        256,
        0,
    ] {
        file.extend(number.to_le_bytes());
    }
    for grey in 0..=255_u8 {
        file.extend([grey, grey, grey, 0]);
    }
    // From the bottom up.
    for row in pixels.chunks_exact(side).rev() {
        let bytes = row
            .iter()
            .map(|ink| (ink.clamp(0.0, 1.0) * 255.0).round() as u8);
        file.extend(bytes);
        file.resize(file.len() + line - side, 0);
    }
    format!("data:image/bmp;base64,{}", BASE64.encode(&file))
}

/// A square of weights: positive ones in one colour, negative ones in another, full where
/// they are as large as `most`.
pub(crate) fn filter(weights: &[f64], side: usize, most: f64) -> String {
    let mut svg = format!(r#"<svg class="filter" viewBox="0 0 {side} {side}">"#);
    for (k, weight) in weights.iter().enumerate() {
        let (x, y, ink) = (k % side, k / side, (weight / most).abs());
        let class = if *weight < 0.0 { "minus" } else { "plus" };
        // Writing into a string cannot fail.
        let _ = write!(
            svg,
            r#"<rect class="{class}" x="{x}" y="{y}" width="1" height="1" opacity="{ink:.2}"/>"#
        );
    }
    svg + "</svg>"
}

/// Shares from 0 to 1 as a curve, drawn from `low` to 1.
pub(crate) fn curve(shares: &[f64], low: f64) -> String {
    const WIDTH: f64 = 640.0;
    const HEIGHT: f64 = 220.0;
    const LEFT: f64 = 64.0;
    let across = |i: usize| {
        LEFT + 16.0
            + (WIDTH - LEFT - 32.0) * i as f64 / (shares.len().max(2) - 1) as f64
    };
    let down = |share: f64| 12.0 + (HEIGHT - 48.0) * (1.0 - share) / (1.0 - low);
    let mut svg = format!(r#"<svg class="curve" viewBox="0 0 {WIDTH} {HEIGHT}">"#);
    for share in [low, f64::midpoint(low, 1.0), 1.0] {
        let (y, percent) = (down(share), 100.0 * share);
        let _ = write!(
            svg,
            r#"<line x1="{LEFT}" x2="{WIDTH}" y1="{y:.1}" y2="{y:.1}"/><text x="{}" y="{:.1}" text-anchor="end">{percent:.0} %</text>"#,
            LEFT - 8.0,
            y + 5.0
        );
    }
    let points: Vec<_> = shares
        .iter()
        .enumerate()
        .map(|(i, &share)| format!("{:.1},{:.1}", across(i), down(share.max(low))))
        .collect();
    let _ = write!(svg, r#"<polyline points="{}"/>"#, points.join(" "));
    // A dot and a number for each pass, but no more numbers than there is room for.
    let every = shares.len().div_ceil(20).max(1);
    for (i, point) in points.iter().enumerate() {
        let (x, y) = point.split_once(',').unwrap_or_default();
        let _ = write!(svg, r#"<circle cx="{x}" cy="{y}" r="4"/>"#);
        if (i + 1).is_multiple_of(every) || i == 0 {
            let _ = write!(
                svg,
                r#"<text x="{x}" y="{}" text-anchor="middle">{}</text>"#,
                HEIGHT - 8.0,
                i + 1
            );
        }
    }
    svg + "</svg>"
}
