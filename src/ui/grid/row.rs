//! A row's element: it goes from place to place, and its cells are filled with what stands there.

use web_sys::HtmlElement;

use super::Column;
use super::cell::{Cell, Shown, element_in, write};

/// A row that is in the document.
pub struct Row {
    element: HtmlElement,
    columns: Vec<Column>,
    cells: Vec<Shown>,
}

impl Row {
    /// Takes a row's element; its cells come after what it has already.
    pub const fn of(element: HtmlElement) -> Self {
        Self { element, columns: Vec::new(), cells: Vec::new() }
    }

    /// Puts it at a position of the list.
    pub fn place(&self, grid: &str, position: usize, height: i32) {
        self.element.set_id(&row_id(grid, position));
        write(&self.element, "aria-rowindex", &(position + 2).to_string());
        let top = i32::try_from(position).unwrap_or(0).saturating_mul(height);
        let style = self.element.style();
        // On paper the rows stand in their order, not in that of the elements.
        for (name, value) in [("transform", format!("translateY({top}px)")), ("order", position.to_string())] {
            style.set_property(name, &value).expect("the house's own properties have names");
        }
    }

    /// Shows a record in these columns.
    pub fn fill(&mut self, columns: &[Column], cell: impl Fn(&'static str) -> Cell) {
        if self.columns != columns {
            self.cells.drain(..).for_each(Shown::remove);
            self.cells = columns.iter().map(|column| self.cell(column)).collect();
            self.columns = columns.to_vec();
        }
        for (shown, column) in self.cells.iter_mut().zip(columns) {
            shown.show(cell(column.id));
        }
    }

    fn cell(&self, column: &Column) -> Shown {
        let element = element_in(&self.element, "div", column.class);
        write(&element, "role", if column.names { "rowheader" } else { "gridcell" });
        Shown::of(element, column.class)
    }
}

/// The id of a row, by which the grid points at it.
pub fn row_id(grid: &str, position: usize) -> String {
    format!("{grid}-row-{position}")
}
