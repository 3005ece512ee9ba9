### Websites that may show the enquiry form.

websites-title = Sitios web
websites-lede = Un sitio web con clave puede mostrar su formulario de consultas. Lo que envían sus visitantes se convierte en un contacto.
websites-add = Añadir un sitio web
websites-none-title = Aún no hay sitios web
websites-none-text = Añada el sitio web de su hotel: recibe unas líneas para una de sus páginas, y lo que allí se pregunta llega aquí como contacto.
websites-list = Sitios web con clave
websites-since = Desde el { $date }
websites-revoked = Revocada el { $date }
websites-name = Nombre
websites-name-hint = Como lo llaman ustedes.
websites-origin = Dirección del sitio web
websites-origin-hint = Como en la barra de direcciones, hasta el nombre: https://www.hotel.example
websites-origin-next = Dirección { $number }
websites-origin-more = Una dirección más
websites-origin-drop = Quitar la dirección { $number }
websites-origin-note = Con www y sin www son dos direcciones; indique ambas si se usan las dos.
websites-save = Crear la clave
websites-made = { $name } ya puede enviar consultas.
websites-revoke = Revocar
websites-revoke-title = Revocar una clave
websites-revoke-ask = ¿Revocar la clave de { $name }?
websites-revoke-text = El formulario de ese sitio web dirá entonces que ya no está, y no se podrá enviar nada con él. No se puede deshacer. Los contactos que llegaron por él se quedan.
websites-keep = Conservarla
websites-refused-title = Su puesto no se ocupa de los sitios web
websites-refused-text = Si necesita el formulario en una página, pídalo a quien se ocupe de las cuentas y las tabletas en su casa.

## On the page of settings

settings-web = Web de reservas y sitios web
settings-web-site = Web de reservas
settings-web-site-text = Habitaciones, precios, normas y textos del hotel
settings-web-websites-text = El formulario de consultas en otras páginas

## What is wrong with an address

problem-origin-empty = Indique la dirección del sitio web, por ejemplo https://www.hotel.example
problem-origin-scheme = La dirección empieza por https:// – ¿quería decir { $taken }?
problem-origin-more = Quite lo que sigue al nombre: { $taken }
problem-origin-name = «{ $given }» no puede ser la dirección de un sitio web. Tiene esta forma: https://www.hotel.example
