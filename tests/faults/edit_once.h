#ifndef TESTS_FAULTS_EDIT_ONCE_H
#define TESTS_FAULTS_EDIT_ONCE_H

/* What tests/faults/edit_once.c does and how it ends, for its judge, tests/faults/edit.c. */

#define EDIT_TYPED "new"

/* The phases: after PHASE_TYPED all keys are typed; before, it is their number. */
enum { PHASE_TYPED = 3, PHASE_SAVED, PHASE_COMMITTED };

/* Its status is a sum of these; 0: all is saved and committed, nothing was told. 1 is none of them:
 * that is what the sanitizers end a program with, as when they get no memory. */
enum {
    EDIT_NOT_SAVED = 2,
    EDIT_NOT_COMMITTED = 4,
    EDIT_UNSAFE = 8,     /* it told that typing is not kept safe */
    EDIT_NOT_AGAIN = 16, /* a second try, undisturbed, did not save or not commit */
    EDIT_BROKEN = 64,    /* it could not be tried */
};

#endif
