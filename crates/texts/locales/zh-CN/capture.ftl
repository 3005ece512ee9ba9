### Leads: the list, and capturing one at a fair.

capture-title = 新潜在客人
leads-title = 潜在客人
