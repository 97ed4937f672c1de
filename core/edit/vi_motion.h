#ifndef CORE_EDIT_VI_MOTION_H
#define CORE_EDIT_VI_MOTION_H

#include "core/edit/vi_parts.h"

/* The motions and text objects of the table of keys: each sets where it leads, and is false when it
 * leads nowhere. */

typedef bool vi_motion(struct vi *vi, const struct vi_command *command, struct vi_target *target);

vi_motion vi_motion_left;
vi_motion vi_motion_right;
vi_motion vi_motion_on;
vi_motion vi_motion_back;
vi_motion vi_motion_line_start;
vi_motion vi_motion_first_word;
vi_motion vi_motion_line_end;
vi_motion vi_motion_last_word;
vi_motion vi_motion_column;
vi_motion vi_motion_down;
vi_motion vi_motion_up;
vi_motion vi_motion_row_down;
vi_motion vi_motion_row_up;
vi_motion vi_motion_page_down;
vi_motion vi_motion_page_up;
vi_motion vi_motion_half_down;
vi_motion vi_motion_half_up;
vi_motion vi_motion_below;
vi_motion vi_motion_above;
vi_motion vi_motion_here;
vi_motion vi_motion_first_line;
vi_motion vi_motion_last_line;
vi_motion vi_motion_window_top;
vi_motion vi_motion_window_bottom;
vi_motion vi_motion_window_middle;
vi_motion vi_motion_word;
vi_motion vi_motion_big_word;
vi_motion vi_motion_end;
vi_motion vi_motion_big_end;
vi_motion vi_motion_word_back;
vi_motion vi_motion_big_word_back;
vi_motion vi_motion_end_back;
vi_motion vi_motion_big_end_back;
vi_motion vi_motion_sentence;
vi_motion vi_motion_sentence_back;
vi_motion vi_motion_paragraph;
vi_motion vi_motion_paragraph_back;
vi_motion vi_motion_find;
vi_motion vi_motion_find_back;
vi_motion vi_motion_till;
vi_motion vi_motion_till_back;
vi_motion vi_motion_find_again;
vi_motion vi_motion_find_other_way;
vi_motion vi_motion_search;
vi_motion vi_motion_search_back;
vi_motion vi_motion_next;
vi_motion vi_motion_previous;
vi_motion vi_motion_word_here;
vi_motion vi_motion_word_here_back;
vi_motion vi_motion_mark;
vi_motion vi_motion_mark_line;
vi_motion vi_motion_partner;

vi_motion vi_object_inner_word;
vi_motion vi_object_a_word;
vi_motion vi_object_inner_big_word;
vi_motion vi_object_a_big_word;
vi_motion vi_object_inner_sentence;
vi_motion vi_object_a_sentence;
vi_motion vi_object_inner_paragraph;
vi_motion vi_object_a_paragraph;
vi_motion vi_object_inner_double;
vi_motion vi_object_a_double;
vi_motion vi_object_inner_single;
vi_motion vi_object_a_single;
vi_motion vi_object_inner_back;
vi_motion vi_object_a_back;
vi_motion vi_object_inner_round;
vi_motion vi_object_a_round;
vi_motion vi_object_inner_square;
vi_motion vi_object_a_square;
vi_motion vi_object_inner_curly;
vi_motion vi_object_a_curly;
vi_motion vi_object_inner_angle;
vi_motion vi_object_a_angle;

#endif
