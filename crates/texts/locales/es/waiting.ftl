### Enquiries from websites that wait for a person’s look.

waiting-title = Consultas en espera
waiting-lede = Llegaron de sitios web y parecían de un robot. A nadie se le dijo: léalas y deje pasar lo que escribió una persona. Lo que espera se borra a los 30 días.
waiting-link =
    { $count ->
        [one] { $count } consulta espera
       *[other] { $count } consultas esperan
    }
waiting-none-title = No espera ninguna consulta
waiting-none-text = Lo que envían los sitios web y parece de una persona está al momento entre los contactos.
waiting-nameless = Sin nombre
waiting-days = { $from } – { $to }
waiting-from = desde { $website }
waiting-trap = Se rellenó algo que ninguna persona ve.
waiting-token = El formulario no era de los que entrega este servidor.
waiting-too-fast = Se envió más rápido de lo que escribe una persona.
waiting-too-old = El formulario llevaba abierto más de un día.
waiting-work = El cálculo que hacen los navegadores antes de enviar no era correcto.
waiting-release = Convertir en contacto
waiting-released = { $name } ya es un contacto
waiting-open = Abrir el contacto
waiting-done = Recién admitidas
waiting-discard = Descartar
waiting-discard-title = Descartar una consulta
waiting-discard-ask = ¿Descartar la consulta de { $name }?
waiting-discard-text = Se borra y nadie la responde. No se puede deshacer.
waiting-keep = Conservarla
waiting-refused-title = Su puesto no se ocupa de los contactos
waiting-refused-text = Si los necesita para su trabajo, pídalo a quien decide sobre los puestos en su casa.
