/* SPDX-License-Identifier: MIT */
/* What the files of greeter.ko share. */
#ifndef GREETER_H
#define GREETER_H

/* The greeting in @language, such as "en", or NULL: none is known. */
const char *greeter_text(const char *language);

#endif
