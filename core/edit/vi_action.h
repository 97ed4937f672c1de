#ifndef CORE_EDIT_VI_ACTION_H
#define CORE_EDIT_VI_ACTION_H

#include "core/edit/vi_parts.h"

/* The actions of the table of keys: commands that are neither a motion nor an operator. */

typedef bool vi_action(struct vi *vi, const struct vi_command *command);

/* vi_insert.c */
vi_action vi_action_insert;
vi_action vi_action_append;
vi_action vi_action_insert_first;
vi_action vi_action_append_last;
vi_action vi_action_open;
vi_action vi_action_open_above;
vi_action vi_action_replace;

/* vi_change.c */
vi_action vi_action_put;
vi_action vi_action_put_before;
vi_action vi_action_join;
vi_action vi_action_tilde;
vi_action vi_action_replace_key;

/* vi_undo.c */
vi_action vi_action_undo;
vi_action vi_action_redo;

/* vi_visual.c */
vi_action vi_action_visual;
vi_action vi_action_visual_lines;
vi_action vi_action_other_end;
vi_action vi_action_visual_again;

/* vi_again.c */
vi_action vi_action_again;
vi_action vi_action_record;
vi_action vi_action_play;

/* vi_short.c */
vi_action vi_action_short;
vi_action vi_action_short_lines;
vi_action vi_action_mark;
vi_action vi_action_ex;
vi_action vi_action_save_and_close;
vi_action vi_action_discard;

#endif
