### Problems with values.

## What was found in something typed or imported; the value is kept as given

problem-money-not-an-amount = «{ $given }» no es un importe. Escriba cifras, por ejemplo 1140,00
problem-money-ambiguous = «{ $given }» puede leerse de dos formas. Se tomó como { $taken }.
problem-money-rounded = { $currency } tiene menos decimales que «{ $given }». Se tomó como { $taken }.
problem-money-too-large = «{ $given }» es demasiado grande para guardarlo.
problem-money-other-currency = «{ $given }» está en otra moneda que { $currency }.
problem-email-empty = Añada una dirección de correo.
problem-email-no-at = Añada la @ y lo que va después.
problem-email-no-local-part = Añada lo que va antes de la @.
problem-email-no-domain = Añada lo que va después de la @.
problem-email-domain-without-dot = Añada lo que va después del punto, por ejemplo { $domain }.com
problem-email-character = «{ $character }» no puede formar parte de un correo.
problem-email-dots = Sobra un punto en «{ $given }».
problem-email-too-long = «{ $given }» es más largo de lo que aceptan los servidores.
problem-email-domain = «{ $domain }» no puede ser el nombre de un servidor.
problem-email-unusual = La mayoría de los programas de correo rechaza «{ $given }».
problem-email-several = Hay varias direcciones en «{ $given }». Se tomó { $taken }.
problem-email-travel-site = Esta dirección es de { $site } y puede dejar de funcionar tras la estancia.
problem-phone-no-digits = «{ $given }» no tiene cifras.
problem-phone-too-short = «{ $given }» es demasiado corto para ese país.
problem-phone-too-long = «{ $given }» es demasiado largo para ese país.
problem-phone-unknown-country = Ningún país tiene el prefijo de «{ $given }».
problem-phone-no-country = Empiece con + y el prefijo del país, o elija el país.
problem-phone-character = «{ $given }» tiene letras o signos entre las cifras.
problem-phone-several = Hay varios números en «{ $given }». Se tomó { $taken }.
problem-name-no-letters = «{ $given }» no tiene letras.
problem-name-parts-guessed = Las partes de «{ $given }» se han supuesto. Compruébelas.
problem-stay-ends-before-it-begins = La salida del { $departure } es anterior a la llegada del { $arrival }.

## Forms

problem-not-a-number = «{ $given }» no es un número.
problem-not-a-day = «{ $given }» no es un día del calendario.

## Storage and connection: what happened, what was kept, what to do

problem-engine-silent = No se pudo entregar el cambio. Lo guardado antes sigue aquí; inténtelo de nuevo.

## Contacts

problem-email-placeholder = «{ $given }» indica que no hay correo. Deje el campo vacío o añada uno.
