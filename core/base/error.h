#ifndef CORE_BASE_ERROR_H
#define CORE_BASE_ERROR_H

/* How a function says that it failed. A function that can fail returns `enum status` and takes
 * `struct error *err` last; on failure nothing has changed and `err` holds one line for a person.
 */

#define MUST_CHECK __attribute__((warn_unused_result))
#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))

enum status {
    STATUS_OK = 0,
    STATUS_INVALID,   /* the caller's or the person's input makes no sense */
    STATUS_ABSENT,    /* it is not there: ENOENT or its like, and nothing else */
    STATUS_EXISTS,    /* it is there already */
    STATUS_IO,        /* the system said no: reading, writing, space, permission */
    STATUS_BUSY,      /* somebody else holds it; trying again later may work */
    STATUS_CONFLICT,  /* it is no longer what was read */
    STATUS_REFUSED,   /* it could be done but is not safe */
    STATUS_LIMIT,     /* too large, too deep, too slow */
    STATUS_CANCELLED, /* the caller asked for it to end */
};

struct error {
    enum status status;
    char text[600]; /* one line: what failed, what is safe, where the text is */
};

/* Fills `err` (which may be NULL) and returns `status`, so that a failure is one line. A text that
 * does not fit ends in "…". */
enum status error_set(struct error *err, enum status status, const char *format, ...)
    PRINTF_LIKE(3, 4);

/* As error_set, with ": " and the text of the system error number `code` at its end. ENOENT turns
 * `STATUS_IO` into STATUS_ABSENT and EEXIST into STATUS_EXISTS; no other code does. */
enum status error_system(struct error *err, int code, const char *format, ...) PRINTF_LIKE(3, 4);

#endif
