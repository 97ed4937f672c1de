#ifndef CORE_EDIT_VI_OPERATOR_H
#define CORE_EDIT_VI_OPERATOR_H

#include "core/edit/vi_parts.h"

/* The operators of the table of keys. */

/* Runs the operator of the command over its motion, its lines or what is selected. */
bool vi_operator_run(struct vi *vi, const struct vi_command *command);

vi_operate vi_operate_delete;
vi_operate vi_operate_change;
vi_operate vi_operate_yank;
vi_operate vi_operate_indent;
vi_operate vi_operate_outdent;
vi_operate vi_operate_lower;
vi_operate vi_operate_upper;
vi_operate vi_operate_swap;
vi_operate vi_operate_join;
vi_operate vi_operate_fill;

#endif
