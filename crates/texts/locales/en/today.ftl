### The page of today.

today-title = Today
