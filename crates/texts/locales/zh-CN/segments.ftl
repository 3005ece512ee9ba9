### Segments: the list and the editor of rules.

segments-title = 客群
segment-title = 客群
