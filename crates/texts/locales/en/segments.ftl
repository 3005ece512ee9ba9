### Segments: the list and the editor of rules.

segments-title = Segments
segment-title = Segment
