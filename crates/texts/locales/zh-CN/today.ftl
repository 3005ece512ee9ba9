### The page of today.

today-title = 今日
