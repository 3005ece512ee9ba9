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
websites-code = Código para sus páginas
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

## What a website puts on a page

snippet-language = Idioma
snippet-mode = Dónde está
snippet-mode-any = En la página o en un marco
snippet-mode-inline = Solo en la página
snippet-mode-frame = En un marco
snippet-mode-plain = Formulario sencillo, sin script
snippet-theme = Colores
snippet-theme-page = Los de la página
snippet-theme-light = Claros
snippet-theme-dark = Oscuros
snippet-loader = Versión
snippet-loader-exact = Esta, { $version }
snippet-loader-newest = Siempre la más reciente
snippet-loader-exact-text = Los navegadores ejecutan exactamente esta versión y rechazan cualquier otra. Tras una actualización de Innkeeper el formulario sigue igual hasta que ponga las líneas nuevas.
snippet-loader-newest-text = El formulario se actualiza junto con Innkeeper. Los navegadores ejecutan entonces lo que su servidor les dé, sin comprobarlo.
snippet-plain-text = No se ejecuta ningún script. Lo que se envía así ha pasado menos controles, por eso sus contactos quedan marcados para revisarlos.
snippet-code = Para la página
snippet-code-text = Ponga esto donde deba estar el formulario. El formulario que contiene es el que usan los visitantes sin scripts, y guarda el sitio hasta que llega lo demás.
snippet-policy = Si el sitio web envía una Content-Security-Policy
snippet-policy-text = Quien se ocupa del sitio web añade estos orígenes a las directivas que ya tiene. Los sitios sin esa política no necesitan nada.
snippet-copy = Copiar
snippet-copy-policy = Copiar estas líneas
snippet-copied = Copiado
snippet-selected = El navegador no permite copiarlo por sí solo. Está seleccionado: pulse { $keys }, o tóquelo y elija Copiar.
snippet-try = Pruébelo
snippet-try-text = Abre el formulario sencillo en su propio servidor. Lo que envíe allí llega como contacto.
snippet-try-go = Abrir el formulario
snippet-about = La clave
snippet-key = Clave
snippet-origins = Se puede usar en
snippet-made = Creada el
snippet-version = Formulario
snippet-revoked-title = Esta clave se revocó el { $date }
snippet-revoked-text = No se puede enviar nada con ella. Quite el formulario de las páginas donde aún esté, o cree una clave nueva.
