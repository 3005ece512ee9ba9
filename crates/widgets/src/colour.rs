//! The guard: a host's colours for the button are used if its words can be read on them (WCAG 2.2, 1.4.3: 4.5 to 1).

use crate::dom::{El, Page};

/// Whether the words of an element can be read on it.
pub fn is_readable(page: &Page, element: &El) -> bool {
    let light = |name: &str| {
        let [_, red, green, blue] = page.colour(element, name).to_be_bytes();
        luminance(red, green, blue)
    };
    is_enough(light("backgroundColor"), light("color"))
}

/// Relative luminance in millionths (WCAG 2.2), with sRGB's curve as the polynomial x(0.0125 + x(0.6822 + 0.3053x)): within half a percent.
fn luminance(red: u8, green: u8, blue: u8) -> u32 {
    // In 10,000ths, so that every product fits.
    let linear = |part: u8| {
        let x = u32::from(part) * 10_000 / 255;
        x * (125 + x * (6_822 + x * 3_053 / 10_000) / 10_000) / 10_000
    };
    (2_126 * linear(red) + 7_152 * linear(green) + 722 * linear(blue)) / 100
}

fn is_enough(one: u32, other: u32) -> bool {
    let (light, dark) = (one.max(other) + 50_000, one.min(other) + 50_000);
    2 * light >= 9 * dark
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_of_the_scale_are_the_known_ones() {
        assert_eq!((luminance(0, 0, 0), luminance(255, 255, 255)), (0, 1_000_000));
    }

    #[test]
    fn greys_on_white_are_told_apart_at_four_and_a_half() {
        let white = luminance(255, 255, 255);
        // #767676 is the lightest grey that passes, #777777 fails (4.54 and 4.48).
        assert!(is_enough(luminance(0x75, 0x75, 0x75), white));
        assert!(!is_enough(luminance(0x79, 0x79, 0x79), white));
        assert!(is_enough(white, luminance(0x17, 0x5a, 0x70)));
        assert!(!is_enough(luminance(255, 255, 0), white));
    }
}
