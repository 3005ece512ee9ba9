### The frame, and words used on several pages.

app-title = { $page } · Innkeeper
app-skip = Ir al contenido
app-nav = Principal
app-nav-guests = Huéspedes
app-nav-sync = En esta tableta
app-loading = Cargando
app-close = Cerrar
app-cancel = Cancelar
app-save = Guardar
app-undo = Deshacer
app-saved-here = Guardado en esta tableta
app-try-again = Intentar de nuevo
app-language = Idioma
app-theme = Colores
app-theme-system = Como el sistema
app-theme-light = Claros
app-theme-dark = Oscuros
app-theme-sunlight = Sol
app-sign-out-ask = ¿Cerrar la sesión en esta tableta?
app-sign-out-unsent =
    { $count ->
        [one] Un cambio está guardado aquí y aún no se ha enviado. Se queda en esta tableta.
       *[other] { $count } cambios están guardados aquí y aún no se han enviado. Se quedan en esta tableta.
    }
app-sign-out-then = Lo pendiente se envía en nombre de su autor en cuanto alguien inicie sesión aquí y se llegue al servidor del hotel.
app-sign-out-away = No se llega al servidor del hotel: la tableta queda bloqueada y su sesión termina cuando se llegue.
app-sign-out-stay = Seguir con la sesión
app-sign-out = Cerrar sesión
app-not-found-title = No hay nada en esta dirección
app-not-found-text = Los huéspedes siguen todos aquí.
app-not-found-go = Ir a los huéspedes
app-update-title = Hay una versión nueva
app-update-text = Reinicie cuando tenga un minuto. No se pierde nada de lo escrito.
app-update-go = Reiniciar ahora
app-outdated-title = Esta versión de la aplicación es demasiado antigua
app-outdated-text = Lo que guarde se conserva y se sigue enviando. Las novedades del hotel volverán a llegar cuando la aplicación se actualice.
app-trouble-title = No ha funcionado
app-trouble-kept = Lo guardado en esta tableta sigue aquí.
app-name = Innkeeper
app-yes = Sí
app-no = No
app-stopped-title = Innkeeper se ha detenido
app-stopped-text = Lo guardado en esta tableta sigue aquí. Vuelva a cargar la página.
app-sign-in-title = Inicie sesión para enviar
app-sign-in-text = Puede seguir trabajando. Lo que guarde queda en esta tableta hasta entonces.
app-storage-title = Esta tableta no puede guardar cambios
app-clock-title = El reloj de esta tableta no va bien
app-clock-text =
    { $minutes ->
        [one] Difiere un minuto del reloj del hotel. No se pierde nada; ajuste la hora.
       *[other] Difiere { $minutes } minutos del reloj del hotel. No se pierde nada; ajuste la hora.
    }
app-notices = Avisos
app-demo = Es un hotel de muestra. Sus huéspedes son inventados.
app-search = Buscar
app-demo-remove = Quitar la muestra
app-demo-ask = ¿Quitar el hotel de muestra?
app-demo-ask-text = Todos los huéspedes, estancias y contactos desaparecen de todas las tabletas, también los añadidos durante la prueba. Lo que una tableta aún no haya enviado se queda en ella. El hotel queda vacío.
app-demo-keep = Conservarla
app-undone = Deshecho: { $what }
app-undo-begun = Deshaciéndose. El historial muestra el avance.
app-nothing-to-undo = No hay nada que deshacer.
