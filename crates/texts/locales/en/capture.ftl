### Leads: the list, and capturing one at a fair.

capture-title = New lead
leads-title = Leads
