### All fields with two values, decided in one place.

conflicts-title = Dos respuestas
conflicts-lede = Dos personas escribieron cosas distintas en un mismo dato. No se pierde nada: elija la correcta.
conflicts-none = Nada que decidir
conflicts-none-text = Cuando dos personas escriben cosas distintas en un dato, se guardan ambas y se pregunta aquí.
conflicts-decide = Decidir
conflicts-guests =
    { $count ->
        [one] { $count } huésped con dos respuestas
       *[other] { $count } huéspedes con dos respuestas
    }
conflicts-by-field = Por dato
conflicts-all-of = Una decisión para todos: { $field }
conflicts-all-title = Una decisión para todos
conflicts-all-text =
    { $count ->
        [one] { $field }: { $count } huésped tiene dos respuestas. Donde la decisión no encaje, quedan ambas.
       *[other] { $field }: { $count } huéspedes tienen dos respuestas. Donde la decisión no encaje, quedan ambas.
    }
conflicts-all-latest = Conservar la última
conflicts-all-mine = Conservar la de esta tableta
conflicts-all-theirs = Conservar la de los demás
conflicts-all-both = Conservar ambas
conflicts-begun = Decidiéndose. El historial muestra cuánto falta y permite deshacerlo.
conflicts-keys = Las flechas llevan de un huésped al siguiente.
conflicts-of = { $field }: { $name }
conflicts-both = Conservar ambas
conflicts-both-text = Una tras otra
