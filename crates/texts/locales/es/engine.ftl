# Lo que dicen el motor y el servidor del hotel cuando algo no ha salido como se pidió.

problem-consent-text-unknown = Este texto aún no está en este dispositivo. No se ha registrado nada. Espere a que los huéspedes estén al día y vuelva a preguntar.
problem-file-not-taken = El navegador no entregó el archivo. No se pierde nada. Inténtelo de nuevo.
problem-guest-not-here = Este huésped no está en este dispositivo. No se ha cambiado nada. Espere a que los huéspedes estén al día e inténtelo de nuevo.
problem-not-enrolled = Este dispositivo aún no tiene los huéspedes del hotel. No se ha guardado nada. Termine primero la puesta en marcha.
problem-server-not-reached = No se puede conectar con el servidor del hotel. Inténtelo de nuevo cuando haya conexión.
problem-server-refused = El servidor del hotel no lo ha aceptado. En este dispositivo no se pierde nada. Recargue la página e inténtelo de nuevo.
problem-sign-in-first = Inicie sesión primero. Lo guardado en este dispositivo se queda aquí.
problem-undo-changed-since = Alguien lo ha cambiado desde entonces. No se ha deshecho nada.
problem-undo-not-possible = Esto ya no se puede deshacer. No se ha cambiado nada.
problem-unsent-no-key = Esta tableta aún no conoce la clave del hotel para archivos. La recibe en su próximo contacto con el servidor. No se pierde nada.
problem-unsent-nothing = No hay nada que guardar en un archivo: aquí no espera nada.
problem-value-not-taken = Un valor es demasiado largo o no es del tipo correcto. No se ha guardado nada. Acórtelo o corríjalo y guarde de nuevo.
problem-work-going-on = Todavía se están cambiando muchos huéspedes. Espere a que termine o deténgalo.
problem-storage-blocked = Otra pestaña tiene abierta una versión anterior de Innkeeper. Ciérrela y recargue esta página. No se pierde nada.
problem-storage-full = A este dispositivo no le queda espacio. El cambio no se ha guardado. Libere espacio y guarde de nuevo.
problem-storage-lost = El navegador perdió su almacenamiento por un momento. Lo guardado antes está a salvo. Recargue la página y guarde de nuevo.
problem-storage-newer = Una versión más nueva de Innkeeper ha guardado aquí los huéspedes. Recargue la página para usarla. No se pierde nada.
problem-storage-other-tab = Otra pestaña se encarga ahora de enviar. No se pierde nada.
problem-storage-rescued = El almacenamiento del navegador no aceptó el cambio. Está en un archivo de rescate de este dispositivo y se guardará en cuanto sea posible. Deje abierta esta pestaña.
problem-storage-stalled = El almacenamiento del navegador no responde. Puede que el cambio no esté guardado. Deje abierta esta pestaña e inténtelo de nuevo.
problem-storage-unread = El navegador no entrega lo que está guardado aquí. Se le vuelve a pedir cada segundo; no se pierde nada.

problem-quarantine-author-revoked = Quien hizo este cambio ya no trabajaba aquí. El servidor lo guarda aparte.
problem-quarantine-bad-value = Un valor es demasiado largo o no es del tipo correcto. El servidor guarda el cambio aparte.
problem-quarantine-device-revoked = Este dispositivo se ha dado de baja. El servidor guarda el cambio aparte.
problem-quarantine-final-entry = Una decisión de consentimiento o un movimiento de puntos no se corrige; solo le sigue otro. El servidor guarda el cambio aparte.
problem-quarantine-house-field = Este campo solo lo escriben los sistemas de la casa. El servidor guarda el cambio aparte.
problem-quarantine-not-allowed = Su función no permite este cambio. El servidor lo guarda aparte. Pregunte a quien gestiona los dispositivos.
problem-quarantine-not-covered = No hay bastantes puntos que este dispositivo pueda canjear. El servidor guarda el cambio aparte.
problem-quarantine-unknown-entry = La entrada que corrige no existe. El servidor guarda el cambio aparte.
problem-quarantine-unknown-record = El huésped al que pertenece no existe. El servidor guarda el cambio aparte.
problem-quarantine-unsupported = El servidor del hotel aún no conoce este tipo de cambio. Lo guarda aparte.
problem-change-not-aside = Este cambio ya no está apartado. No se ha cambiado nada.
problem-nothing-to-choose = No hay nada a lo que se ajuste esta decisión. No se ha cambiado nada.
