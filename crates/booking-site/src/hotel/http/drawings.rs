//! The house's drawings: shapes that the style sheet colours, by day and by night.

use maud::{Markup, PreEscaped, html};

use innkeeper_domain::offer::Picture;

/// The bay behind the first page's title.
pub(super) fn bay() -> Markup {
    html! {
        svg.art.bay viewBox="0 0 1440 520" preserveAspectRatio="xMidYMid slice" aria-hidden="true" { (PreEscaped(include_str!("art/bay.svg"))) }
    }
}

/// A room; without a name it is an ornament.
pub(super) fn room(picture: Picture, name: &str) -> Markup {
    let (class, shapes) = match picture {
        Picture::Sea => ("art sea", include_str!("art/sea.svg")),
        Picture::Garden => ("art garden", include_str!("art/garden.svg")),
        Picture::Attic => ("art attic", include_str!("art/attic.svg")),
    };
    html! {
        @if name.is_empty() {
            svg class=(class) viewBox="0 0 360 240" preserveAspectRatio="xMidYMid slice" aria-hidden="true" { (PreEscaped(shapes)) }
        } @else {
            svg class=(class) viewBox="0 0 360 240" preserveAspectRatio="xMidYMid slice" role="img" aria-label=(name) { (PreEscaped(shapes)) }
        }
    }
}
