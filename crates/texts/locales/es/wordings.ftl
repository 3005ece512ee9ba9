### Consent wordings, version 1.

## The words a guest is shown before an answer is recorded. Once shown they are never changed: a new wording is a new version.

wording-marketing-email = ¿Puede { $hotel } escribirle por correo electrónico sobre novedades y ofertas? Para ello usamos su nombre y su correo, y para nada más, hasta que nos diga que no. Puede decirlo en cualquier momento: con el enlace de cada correo, en recepción o escribiéndonos. No cambia nada de sus estancias.
wording-marketing-phone = ¿Puede { $hotel } llamarle para informarle de ofertas? Para ello usamos su nombre y su teléfono, y para nada más, hasta que nos diga que no. Puede decirlo en cualquier momento: en la llamada, en recepción o escribiéndonos. No cambia nada de sus estancias.
wording-marketing-post = ¿Puede { $hotel } enviarle cartas sobre novedades y ofertas? Para ello usamos su nombre y su dirección postal, y para nada más, hasta que nos diga que no. Puede decirlo en cualquier momento: en recepción o escribiéndonos. No cambia nada de sus estancias.
wording-transactional-email = ¿Puede { $hotel } escribirle por correo electrónico sobre sus estancias: confirmación, llegada, cambios y factura? Para ello usamos su nombre y su correo mientras lo exijan la estancia y la ley. Puede decir que no en cualquier momento, en recepción o escribiéndonos.
