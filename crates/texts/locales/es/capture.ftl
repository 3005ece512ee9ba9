### Leads: the list, and capturing one at a fair.

capture-title = Nuevo contacto
leads-title = Contactos nuevos
