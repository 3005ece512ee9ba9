### Segments: the list and the editor of rules.

segments-title = Segmentos
segment-title = Segmento
