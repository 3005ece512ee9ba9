//! The inside of a cell: what stands there as plain data, and the elements that show it. Elements stay when a row goes round;
//! only the text that differs is written, because making elements is what costs a frame its time.

use std::cell::RefCell;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Text};

use crate::ui::{Glyph, Icon};

/// What an empty cell shows.
pub const NOTHING: &str = "–";

/// What stands in a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Cell {
    /// Nothing is known.
    #[default]
    Nothing,
    /// Words.
    Words(String),
    /// Words with a class of their own.
    Toned(&'static str, String),
    /// One piece with a look of its own.
    Piece(Piece),
    /// What the row is called, with the address it opens.
    Link(Link),
}

/// A piece of a cell: an icon, words that are shown, words that are only heard, each if there is one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// Its element.
    pub tag: &'static str,
    /// Its class.
    pub class: &'static str,
    /// Which of several looks: an attribute and its value.
    pub look: Option<(&'static str, &'static str)>,
    /// Before the words.
    pub icon: Option<Icon>,
    /// What is shown.
    pub words: String,
    /// What is heard, and shown when somebody points at it.
    pub heard: String,
}

/// A name that opens its row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// Where it leads.
    pub href: String,
    /// The whole name, for when it is cut.
    pub title: String,
    /// What stands in its line.
    pub line: Vec<Piece>,
    /// What stands under it where the list is narrow.
    pub under: String,
}

/// A cell that is in the document.
pub struct Shown {
    element: Element,
    class: &'static str,
    cell: Option<Cell>,
    inside: Inside,
}

enum Inside {
    Words(Text),
    Piece(ShownPiece),
    Link(Box<ShownLink>),
}

struct ShownPiece {
    element: Element,
    piece: Piece,
    icon: Option<Element>,
    words: Option<Text>,
    heard: Option<Text>,
}

struct ShownLink {
    element: Element,
    line: Element,
    pieces: Vec<ShownPiece>,
    under: Text,
    link: Link,
}

impl Shown {
    /// Takes an empty element with this class to show cells in.
    pub fn of(element: Element, class: &'static str) -> Self {
        let text = text_in(&element);
        Self { element, class, cell: None, inside: Inside::Words(text) }
    }

    /// Takes it out of the document.
    pub fn remove(self) {
        self.element.remove();
    }

    /// Shows a cell.
    pub fn show(&mut self, cell: Cell) {
        if self.cell.as_ref() == Some(&cell) {
            return;
        }
        let tone = cell.tone();
        if self.cell.as_ref().map_or("", Cell::tone) != tone {
            self.element.set_class_name(&format!("{} {tone}", self.class));
        }
        match (&mut self.inside, &cell) {
            (Inside::Words(text), Cell::Nothing) => text.set_data(NOTHING),
            (Inside::Words(text), Cell::Words(words) | Cell::Toned(_, words)) => text.set_data(words),
            (Inside::Piece(shown), Cell::Piece(piece)) if shown.fits(piece) => shown.show(piece),
            (Inside::Link(shown), Cell::Link(link)) => shown.show(link),
            _ => {
                self.element.set_text_content(None);
                self.inside = Inside::of(&self.element, &cell);
            }
        }
        self.cell = Some(cell);
    }
}

impl Cell {
    /// Words, or nothing if there are none.
    pub fn words(words: &str) -> Self {
        if words.is_empty() { Self::Nothing } else { Self::Words(words.to_owned()) }
    }

    const fn tone(&self) -> &'static str {
        match self {
            Self::Nothing => "nil",
            Self::Toned(tone, _) => tone,
            Self::Words(_) | Self::Piece(_) | Self::Link(_) => "",
        }
    }
}

impl Inside {
    fn of(parent: &Element, cell: &Cell) -> Self {
        match cell {
            Cell::Nothing | Cell::Words(_) | Cell::Toned(..) => {
                let text = text_in(parent);
                text.set_data(match cell {
                    Cell::Words(words) | Cell::Toned(_, words) => words,
                    _ => NOTHING,
                });
                Self::Words(text)
            }
            Cell::Piece(piece) => Self::Piece(ShownPiece::of(parent, piece)),
            Cell::Link(link) => Self::Link(Box::new(ShownLink::of(parent, link))),
        }
    }
}

impl ShownPiece {
    fn of(parent: &Element, piece: &Piece) -> Self {
        let element = element_in(parent, piece.tag, piece.class);
        let icon = piece.icon.map(|icon| glyph_in(&element, icon));
        let words = (!piece.words.is_empty()).then(|| {
            if piece.icon.is_some() {
                text_in(&element_in(&element, "span", ""))
            } else if piece.heard.is_empty() {
                text_in(&element)
            } else {
                let seen = element_in(&element, "b", "");
                write(&seen, "aria-hidden", "true");
                text_in(&seen)
            }
        });
        let heard = (!piece.heard.is_empty()).then(|| text_in(&element_in(&element, "span", "vh")));
        let blank = Piece { tag: piece.tag, class: piece.class, icon: piece.icon, ..Piece::default() };
        let mut shown = Self { element, piece: blank, icon, words, heard };
        shown.show(piece);
        shown
    }

    /// Whether these elements can show it.
    fn fits(&self, piece: &Piece) -> bool {
        let Self { piece: shown, icon, words, heard, .. } = self;
        shown.tag == piece.tag
            && shown.class == piece.class
            && icon.is_some() == piece.icon.is_some()
            && words.is_some() != piece.words.is_empty()
            && heard.is_some() != piece.heard.is_empty()
            && shown.look.is_none_or(|(name, _)| piece.look.is_some_and(|(next, _)| next == name))
    }

    fn show(&mut self, piece: &Piece) {
        if self.piece == *piece {
            return;
        }
        if let Some((name, value)) = piece.look.filter(|look| self.piece.look != Some(*look)) {
            write(&self.element, name, value);
        }
        if let (Some(icon), Some(shown)) = (piece.icon.filter(|icon| self.piece.icon != Some(*icon)), &self.icon) {
            shown.remove();
            self.icon = Some(glyph_in(&self.element, icon));
        }
        if let Some(words) = self.words.as_ref().filter(|_| self.piece.words != piece.words) {
            words.set_data(&piece.words);
        }
        if let Some(heard) = self.heard.as_ref().filter(|_| self.piece.heard != piece.heard) {
            heard.set_data(&piece.heard);
            write(&self.element, "title", &piece.heard);
        }
        self.piece = piece.clone();
    }
}

impl ShownLink {
    fn of(parent: &Element, link: &Link) -> Self {
        let element = element_in(parent, "a", "");
        // The list has the focus, and opens the row that is active.
        write(&element, "tabindex", "-1");
        let line = element_in(&element, "span", "line");
        let under = text_in(&element_in(&element, "small", ""));
        let mut shown = Self { element, line, pieces: Vec::new(), under, link: Link::default() };
        shown.show(link);
        shown
    }

    fn show(&mut self, link: &Link) {
        if self.link.href != link.href {
            write(&self.element, "href", &link.href);
        }
        if self.link.title != link.title {
            write(&self.element, "title", &link.title);
        }
        if self.link.under != link.under {
            self.under.set_data(&link.under);
        }
        if self.pieces.len() == link.line.len() && self.pieces.iter().zip(&link.line).all(|(shown, piece)| shown.fits(piece)) {
            self.pieces.iter_mut().zip(&link.line).for_each(|(shown, piece)| shown.show(piece));
        } else {
            self.line.set_text_content(None);
            self.pieces = link.line.iter().map(|piece| ShownPiece::of(&self.line, piece)).collect();
        }
        self.link = link.clone();
    }
}

/// A cell of a plain table, as on paper.
pub fn table_cell(class: &'static str, cell: Cell) -> impl IntoView {
    let node = NodeRef::<html::Td>::new();
    node.on_load(move |element| Shown::of((*element).clone().into(), class).show(cell));
    view! { <td class=class node_ref=node></td> }
}

/// A new element at the end of another.
pub fn element_in(parent: &Element, tag: &str, class: &str) -> Element {
    let element = document().create_element(tag).expect("the house's own tags are names");
    if !class.is_empty() {
        element.set_class_name(class);
    }
    parent.append_child(&element).expect("a new element has no children of its own to be put into");
    element
}

/// Writes an attribute.
pub fn write(element: &Element, name: &str, value: &str) {
    element.set_attribute(name, value).expect("the house's own attributes are names");
}

fn text_in(parent: &Element) -> Text {
    let text = document().create_text_node("");
    parent.append_child(&text).expect("an element takes text");
    text
}

/// A copy of an icon's drawing, at the beginning of an element.
fn glyph_in(parent: &Element, icon: Icon) -> Element {
    thread_local! {
        static DRAWN: RefCell<Vec<(Icon, Element)>> = const { RefCell::new(Vec::new()) };
    }
    let drawn = DRAWN.with_borrow(|drawn| drawn.iter().find(|(of, _)| *of == icon).map(|(_, drawn)| drawn.clone()));
    let drawn = drawn.unwrap_or_else(|| {
        let holder = document().create_element("span").expect("a span is an element").unchecked_into::<HtmlElement>();
        mount_to(holder.clone(), move || view! { <Glyph of=icon /> }).forget();
        let drawn = holder.first_element_child().expect("an icon draws itself");
        DRAWN.with_borrow_mut(|all| all.push((icon, drawn.clone())));
        drawn
    });
    let copy = drawn.clone_node_with_deep(true).expect("a drawing can be copied").unchecked_into::<Element>();
    parent.insert_before(&copy, parent.first_child().as_ref()).expect("an element takes a drawing");
    copy
}
