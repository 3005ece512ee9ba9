### The page of today.

today-title = Hoy
