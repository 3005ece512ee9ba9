//! Icons: the Lucide drawings the app uses (lucide.dev, ISC licence, copyright Lucide contributors), and our own glyphs.

use leptos::prelude::*;

/// A drawing of the house. Beside words it is decoration; alone, its button carries the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// Lucide `arrow-down`.
    ArrowDown,
    /// Lucide `arrow-right`.
    ArrowRight,
    /// Lucide `arrow-up`.
    ArrowUp,
    /// Lucide `bed-double`.
    BedDouble,
    /// Lucide `building`.
    Building,
    /// Lucide `cake`.
    Cake,
    /// Lucide `check`.
    Check,
    /// Lucide `chevron-right`.
    ChevronRight,
    /// Lucide `circle-alert`.
    CircleAlert,
    /// Lucide `cloud-upload`.
    CloudUpload,
    /// Lucide `columns-3`.
    Columns3,
    /// Lucide `globe`.
    Globe,
    /// Lucide `heart`.
    Heart,
    /// Lucide `inbox`.
    Inbox,
    /// Lucide `leaf`.
    Leaf,
    /// Lucide `lock`.
    Lock,
    /// Lucide `log-out`.
    LogOut,
    /// Lucide `mail`.
    Mail,
    /// Lucide `map-pin`.
    MapPin,
    /// Lucide `message-square`.
    MessageSquare,
    /// Lucide `phone`.
    Phone,
    /// Lucide `plus`.
    Plus,
    /// Lucide `printer`.
    Printer,
    /// Lucide `refresh-cw`.
    RefreshCw,
    /// Lucide `search`.
    Search,
    /// Lucide `shield-check`.
    ShieldCheck,
    /// Lucide `star`.
    Star,
    /// Lucide `tablet`.
    Tablet,
    /// Lucide `tag`.
    Tag,
    /// Lucide `triangle-alert`.
    TriangleAlert,
    /// Lucide `user`.
    User,
    /// Lucide `users`.
    Users,
    /// Lucide `x`.
    X,
    /// Lucide `arrow-up-down`.
    ArrowUpDown,
    /// Lucide `chevron-down`.
    ChevronDown,
    /// Lucide `clock`.
    Clock,
    /// Lucide `copy`.
    Copy,
    /// Lucide `download`.
    Download,
    /// Lucide `ellipsis`.
    Ellipsis,
    /// Lucide `filter`.
    Filter,
    /// Lucide `history`.
    History,
    /// Lucide `keyboard`.
    Keyboard,
    /// Lucide `pencil`.
    Pencil,
    /// Lucide `rotate-cw`.
    RotateCw,
    /// Lucide `settings`.
    Settings,
    /// Lucide `sparkles`.
    Sparkles,
    /// Lucide `sun`.
    Sun,
    /// Lucide `undo-2`.
    Undo2,
    /// Lucide `user-plus`.
    UserPlus,
    /// The house's mark: a key fob.
    Mark,
    /// Consent light: yes, a filled disc with a tick.
    ConsentYes,
    /// Consent light: in part, a half disc.
    ConsentPart,
    /// Consent light: no, a ring with a bar.
    ConsentNo,
    /// Consent light: not asked, a dotted ring.
    ConsentUnknown,
}

/// What is drawn: a square of `size` units, a filled shape, lines, and lines cut out of the fill.
struct Drawing {
    size: &'static str,
    fill: &'static str,
    line: &'static str,
    cut: &'static str,
    dotted: bool,
}

const fn line(line: &'static str) -> Drawing {
    Drawing { size: "0 0 24 24", fill: "", line, cut: "", dotted: false }
}

const fn small(fill: &'static str, line: &'static str, cut: &'static str, dotted: bool) -> Drawing {
    Drawing { size: "0 0 16 16", fill, line, cut, dotted }
}

const RING: &str = "M1.9 8a6.1 6.1 0 1 0 12.2 0a6.1 6.1 0 1 0 -12.2 0";

impl Icon {
    const fn drawing(self) -> Drawing {
        match self {
            Self::ArrowDown => line("M12 5v14M19 12l-7 7-7-7"),
            Self::ArrowRight => line("M5 12h14M12 5l7 7-7 7"),
            Self::ArrowUp => line("M5 12l7-7 7 7M12 19V5"),
            Self::BedDouble => line("M2 20v-8a2 2 0 0 1 2-2h16a2 2 0 0 1 2 2v8M4 10V6a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v4M12 4v6M2 18h20"),
            Self::Building => line(
                "M6 2h12a2 2 0 0 1 2 2v16a2 2 0 0 1 -2 2h-12a2 2 0 0 1 -2 -2v-16a2 2 0 0 1 2 -2ZM9 22v-4h6v4M8 6h.01M12 6h.01M16 6h.01M8 10h.01M12 10h.01M16 10h.01M8 14h.01M12 14h.01M16 14h.01",
            ),
            Self::Cake => line(
                "M20 21v-8a2 2 0 0 0-2-2H6a2 2 0 0 0-2 2v8M4 16s.5-1 2-1 2.5 2 4 2 2.5-2 4-2 2.5 2 4 2 2-1 2-1M2 21h20M7 8v3M12 8v3M17 8v3M7 4h.01M12 4h.01M17 4h.01",
            ),
            Self::Check => line("M20 6 9 17l-5-5"),
            Self::ChevronRight => line("M9 18l6-6-6-6"),
            Self::CircleAlert => line("M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0M12 8L12 12M12 16L12.01 16"),
            Self::CloudUpload => line("M12 13v8M4 14.899A7 7 0 1 1 15.71 8h1.79a4.5 4.5 0 0 1 2.5 8.242M8 17l4-4 4 4"),
            Self::Columns3 => line("M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1 -2 2h-14a2 2 0 0 1 -2 -2v-14a2 2 0 0 1 2 -2ZM9 3v18M15 3v18"),
            Self::Globe => line("M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0M12 2a14.5 14.5 0 0 0 0 20 14.5 14.5 0 0 0 0-20M2 12h20"),
            Self::Heart => line(
                "M2 9.5a5.5 5.5 0 0 1 9.591-3.676.56.56 0 0 0 .818 0A5.49 5.49 0 0 1 22 9.5c0 2.29-1.5 4-3 5.5l-5.492 5.313a2 2 0 0 1-3 .019L5 15c-1.5-1.5-3-3.2-3-5.5",
            ),
            Self::Inbox => line(
                "M22 12L16 12 14 15 10 15 8 12 2 12M5.45 5.11 2 12v6a2 2 0 0 0 2 2h16a2 2 0 0 0 2-2v-6l-3.45-6.89A2 2 0 0 0 16.76 4H7.24a2 2 0 0 0-1.79 1.11z",
            ),
            Self::Leaf => line(
                "M11 20a10 10 0 0010-10 25.9 25.9 0 00-1.04-7.281 1 1 0 00-1.755-.325C15.833 5.5 13 5.5 9.8 6.1A7 7 0 0011 20M2 21a5 5 0 012.911-4.544C7.613 15.212 8.351 15.24 11 13",
            ),
            Self::Lock => line("M5 11h14a2 2 0 0 1 2 2v7a2 2 0 0 1 -2 2h-14a2 2 0 0 1 -2 -2v-7a2 2 0 0 1 2 -2ZM7 11V7a5 5 0 0 1 10 0v4"),
            Self::LogOut => line("M16 17l5-5-5-5M21 12H9M9 21H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h4"),
            Self::Mail => line(
                "M22 7l-8.991 5.727a2 2 0 0 1-2.009 0L2 7M4 4h16a2 2 0 0 1 2 2v12a2 2 0 0 1 -2 2h-16a2 2 0 0 1 -2 -2v-12a2 2 0 0 1 2 -2Z",
            ),
            Self::MapPin => line(
                "M20 10c0 4.993-5.539 10.193-7.399 11.799a1 1 0 0 1-1.202 0C9.539 20.193 4 14.993 4 10a8 8 0 0 1 16 0M9 10a3 3 0 1 0 6 0a3 3 0 1 0 -6 0",
            ),
            Self::MessageSquare => {
                line("M22 17a2 2 0 0 1-2 2H6.828a2 2 0 0 0-1.414.586l-2.202 2.202A.71.71 0 0 1 2 21.286V5a2 2 0 0 1 2-2h16a2 2 0 0 1 2 2z")
            }
            Self::Phone => line(
                "M13.832 16.568a1 1 0 0 0 1.213-.303l.355-.465A2 2 0 0 1 17 15h3a2 2 0 0 1 2 2v3a2 2 0 0 1-2 2A18 18 0 0 1 2 4a2 2 0 0 1 2-2h3a2 2 0 0 1 2 2v3a2 2 0 0 1-.8 1.6l-.468.351a1 1 0 0 0-.292 1.233 14 14 0 0 0 6.392 6.384",
            ),
            Self::Plus => line("M5 12h14M12 5v14"),
            Self::Printer => line(
                "M6 18H4a2 2 0 0 1-2-2v-5a2 2 0 0 1 2-2h16a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2h-2M6 9V3a1 1 0 0 1 1-1h10a1 1 0 0 1 1 1v6M7 14h10a1 1 0 0 1 1 1v6a1 1 0 0 1 -1 1h-10a1 1 0 0 1 -1 -1v-6a1 1 0 0 1 1 -1Z",
            ),
            Self::RefreshCw => line(
                "M3 12a9 9 0 0 1 9-9 9.75 9.75 0 0 1 6.74 2.74L21 8M21 3v5h-5M21 12a9 9 0 0 1-9 9 9.75 9.75 0 0 1-6.74-2.74L3 16M8 16H3v5",
            ),
            Self::Search => line("M21 21l-4.34-4.34M3 11a8 8 0 1 0 16 0a8 8 0 1 0 -16 0"),
            Self::ShieldCheck => line(
                "M20 13c0 5-3.5 7.5-7.66 8.95a1 1 0 0 1-.67-.01C7.5 20.5 4 18 4 13V6a1 1 0 0 1 1-1c2 0 4.5-1.2 6.24-2.72a1.17 1.17 0 0 1 1.52 0C14.51 3.81 17 5 19 5a1 1 0 0 1 1 1zM9 12l2 2 4-4",
            ),
            Self::Star => line(
                "M11.525 2.295a.53.53 0 0 1 .95 0l2.31 4.679a2.123 2.123 0 0 0 1.595 1.16l5.166.756a.53.53 0 0 1 .294.904l-3.736 3.638a2.123 2.123 0 0 0-.611 1.878l.882 5.14a.53.53 0 0 1-.771.56l-4.618-2.428a2.122 2.122 0 0 0-1.973 0L6.396 21.01a.53.53 0 0 1-.77-.56l.881-5.139a2.122 2.122 0 0 0-.611-1.879L2.16 9.795a.53.53 0 0 1 .294-.906l5.165-.755a2.122 2.122 0 0 0 1.597-1.16z",
            ),
            Self::Tablet => line("M6 2h12a2 2 0 0 1 2 2v16a2 2 0 0 1 -2 2h-12a2 2 0 0 1 -2 -2v-16a2 2 0 0 1 2 -2ZM12 18L12.01 18"),
            Self::Tag => line(
                "M12.586 2.586A2 2 0 0 0 11.172 2H4a2 2 0 0 0-2 2v7.172a2 2 0 0 0 .586 1.414l8.704 8.704a2.426 2.426 0 0 0 3.42 0l6.58-6.58a2.426 2.426 0 0 0 0-3.42zM7.5 7.5h.01",
            ),
            Self::TriangleAlert => line("M21.73 18l-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3M12 9v4M12 17h.01"),
            Self::User => line("M19 21v-2a4 4 0 0 0-4-4H9a4 4 0 0 0-4 4v2M8 7a4 4 0 1 0 8 0a4 4 0 1 0 -8 0"),
            Self::Users => line(
                "M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2M16 3.128a4 4 0 0 1 0 7.744M22 21v-2a4 4 0 0 0-3-3.87M5 7a4 4 0 1 0 8 0a4 4 0 1 0 -8 0",
            ),
            Self::X => line("M18 6 6 18M6 6l12 12"),
            Self::ArrowUpDown => line("M21 16l-4 4-4-4M17 20V4M3 8l4-4 4 4M7 4v16"),
            Self::ChevronDown => line("M6 9l6 6 6-6"),
            Self::Clock => line("M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0M12 6v6l4 2"),
            Self::Copy => line(
                "M10 8h10a2 2 0 0 1 2 2v10a2 2 0 0 1 -2 2h-10a2 2 0 0 1 -2 -2v-10a2 2 0 0 1 2 -2ZM4 16c-1.1 0-2-.9-2-2V4c0-1.1.9-2 2-2h10c1.1 0 2 .9 2 2",
            ),
            Self::Download => line("M12 15V3M21 15v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-4M7 10l5 5 5-5"),
            Self::Ellipsis => {
                line("M11 12a1 1 0 1 0 2 0a1 1 0 1 0 -2 0M18 12a1 1 0 1 0 2 0a1 1 0 1 0 -2 0M4 12a1 1 0 1 0 2 0a1 1 0 1 0 -2 0")
            }
            Self::Filter => line(
                "M10 20a1 1 0 0 0 .553.895l2 1A1 1 0 0 0 14 21v-7a2 2 0 0 1 .517-1.341L21.74 4.67A1 1 0 0 0 21 3H3a1 1 0 0 0-.742 1.67l7.225 7.989A2 2 0 0 1 10 14z",
            ),
            Self::History => line("M3 12a9 9 0 1 0 9-9 9.75 9.75 0 0 0-6.74 2.74L3 8M3 3v5h5M12 7v5l4 2"),
            Self::Keyboard => line(
                "M10 8h.01M12 12h.01M14 8h.01M16 12h.01M18 8h.01M6 8h.01M7 16h10M8 12h.01M4 4h16a2 2 0 0 1 2 2v12a2 2 0 0 1 -2 2h-16a2 2 0 0 1 -2 -2v-12a2 2 0 0 1 2 -2Z",
            ),
            Self::Pencil => line(
                "M21.174 6.812a1 1 0 0 0-3.986-3.987L3.842 16.174a2 2 0 0 0-.5.83l-1.321 4.352a.5.5 0 0 0 .623.622l4.353-1.32a2 2 0 0 0 .83-.497zM15 5l4 4",
            ),
            Self::RotateCw => line("M21 12a9 9 0 1 1-9-9c2.52 0 4.93 1 6.74 2.74L21 8M21 3v5h-5"),
            Self::Settings => line(
                "M9.671 4.136a2.34 2.34 0 0 1 4.659 0 2.34 2.34 0 0 0 3.319 1.915 2.34 2.34 0 0 1 2.33 4.033 2.34 2.34 0 0 0 0 3.831 2.34 2.34 0 0 1-2.33 4.033 2.34 2.34 0 0 0-3.319 1.915 2.34 2.34 0 0 1-4.659 0 2.34 2.34 0 0 0-3.32-1.915 2.34 2.34 0 0 1-2.33-4.033 2.34 2.34 0 0 0 0-3.831A2.34 2.34 0 0 1 6.35 6.051a2.34 2.34 0 0 0 3.319-1.915M9 12a3 3 0 1 0 6 0a3 3 0 1 0 -6 0",
            ),
            Self::Sparkles => line(
                "M11.017 2.814a1 1 0 0 1 1.966 0l1.051 5.558a2 2 0 0 0 1.594 1.594l5.558 1.051a1 1 0 0 1 0 1.966l-5.558 1.051a2 2 0 0 0-1.594 1.594l-1.051 5.558a1 1 0 0 1-1.966 0l-1.051-5.558a2 2 0 0 0-1.594-1.594l-5.558-1.051a1 1 0 0 1 0-1.966l5.558-1.051a2 2 0 0 0 1.594-1.594zM20 2v4M22 4h-4M2 20a2 2 0 1 0 4 0a2 2 0 1 0 -4 0",
            ),
            Self::Sun => line(
                "M8 12a4 4 0 1 0 8 0a4 4 0 1 0 -8 0M12 2v2M12 20v2M4.93 4.93l1.41 1.41M17.66 17.66l1.41 1.41M2 12h2M20 12h2M6.34 17.66l-1.41 1.41M19.07 4.93l-1.41 1.41",
            ),
            Self::Undo2 => line("M9 14 4 9l5-5M4 9h10.5a5.5 5.5 0 0 1 5.5 5.5a5.5 5.5 0 0 1-5.5 5.5H11"),
            Self::UserPlus => line("M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2M5 7a4 4 0 1 0 8 0a4 4 0 1 0 -8 0M19 8v6M22 11h-6"),
            Self::Mark => Drawing {
                size: "0 0 24 24",
                fill: "M8.6 1.5h6.8c.57 0 1.09.32 1.34.83l2.75 5.5c.17.33.26.7.26 1.08V19.5a3 3 0 0 1-3 3h-9.5a3 3 0 0 1-3-3V8.91c0-.37.09-.75.26-1.08l2.75-5.5c.25-.51.77-.83 1.34-.83ZM12 5.6a2.15 2.15 0 1 0 0 4.3 2.15 2.15 0 0 0 0-4.3Zm0 6.2c-.75 0-1.35.6-1.35 1.35v4.7a1.35 1.35 0 0 0 2.7 0v-4.7c0-.75-.6-1.35-1.35-1.35Z",
                line: "",
                cut: "",
                dotted: false,
            },
            Self::ConsentYes => small("M1 8a7 7 0 1 0 14 0a7 7 0 1 0 -14 0", "", "M5 8.2l2.1 2.1L11.2 6", false),
            Self::ConsentPart => small("M8 1.9v12.2A6.1 6.1 0 0 1 8 1.9Z", RING, "", false),
            Self::ConsentNo => small("", "M1.9 8a6.1 6.1 0 1 0 12.2 0a6.1 6.1 0 1 0 -12.2 0M3.9 12.1l8.2-8.2", "", false),
            Self::ConsentUnknown => small("", RING, "", true),
        }
    }
}

/// Draws an icon; hidden from assistive technology, because the words are beside it or on its button.
#[component]
pub fn Glyph(
    /// Which.
    of: Icon,
    /// Turned round in left-to-right text: a chevron that leads back.
    #[prop(optional)]
    flip: bool,
) -> impl IntoView {
    let drawing = of.drawing();
    let path = |class: &'static str, shape: &'static str| (!shape.is_empty()).then(|| view! { <path class=class d=shape></path> });
    view! {
        <svg class="i" class:flip=flip viewBox=drawing.size aria-hidden="true">
            {path("fill", drawing.fill)}
            {path(if drawing.dotted { "dotted" } else { "line" }, drawing.line)}
            {path("cut", drawing.cut)}
        </svg>
    }
}
