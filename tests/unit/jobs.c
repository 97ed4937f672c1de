#include "tests/unit/test.h"

#include "tui/jobs.h"

struct bench {
    uv_loop_t loop;
    struct jobs jobs;
    char order[64]; /* a letter for each run and, upper case, each done */
    atomic_size_t len;
    uv_sem_t gate;
};

struct letter_job {
    struct job job;
    struct bench *bench;
    char letter;
    bool waits, saw_cancel;
    struct letter_job *next; /* started by `done` */
};

static void note(struct bench *bench, char letter)
{
    bench->order[atomic_fetch_add(&bench->len, 1)] = letter;
}

static void letter_run(struct job *job)
{
    struct letter_job *own = (struct letter_job *)job;
    if (own->waits)
        uv_sem_wait(&own->bench->gate);
    own->saw_cancel = atomic_load(&job->cancel);
    note(own->bench, own->letter);
}

static void letter_done(struct job *job, void *data)
{
    struct letter_job *own = (struct letter_job *)job;
    assert_ptr_equal(data, own->bench);
    note(own->bench, (char)(own->letter - 'a' + 'A'));
    if (own->next)
        jobs_start(&own->bench->jobs, &own->next->job, job->lane);
}

static void letter_init(struct letter_job *job, struct bench *bench, char letter)
{
    *job = (struct letter_job){.bench = bench, .letter = letter};
    job->job.run = letter_run;
    job->job.done = letter_done;
}

static void bench_begin(struct bench *bench)
{
    *bench = (struct bench){0};
    uv_loop_init(&bench->loop);
    uv_sem_init(&bench->gate, 0);
    jobs_init(&bench->jobs, &bench->loop, bench);
}

static void bench_end(struct bench *bench, const char *want)
{
    uv_run(&bench->loop, UV_RUN_DEFAULT);
    assert_string_equal(bench->order, want);
    for (int lane = 0; lane < LANE_COUNT; lane++)
        assert_false(jobs_busy(&bench->jobs, (enum job_lane)lane));
    assert_int_equal(uv_loop_close(&bench->loop), 0);
    uv_sem_destroy(&bench->gate);
}

static void a_lane_runs_its_jobs_one_after_another(void **state)
{
    (void)state;
    struct bench bench;
    struct letter_job jobs[3];
    bench_begin(&bench);
    for (int i = 0; i < 3; i++) {
        letter_init(&jobs[i], &bench, (char)('a' + i));
        jobs_start(&bench.jobs, &jobs[i].job, LANE_STORE);
    }
    assert_true(jobs_busy(&bench.jobs, LANE_STORE));
    assert_false(jobs_busy(&bench.jobs, LANE_RENDER));
    bench_end(&bench, "aAbBcC");
}

static void lanes_run_side_by_side(void **state)
{
    (void)state;
    struct bench bench;
    struct letter_job first, second;
    bench_begin(&bench);
    letter_init(&first, &bench, 'a');
    letter_init(&second, &bench, 'b');
    first.waits = true;
    jobs_start(&bench.jobs, &first.job, LANE_STORE);
    jobs_start(&bench.jobs, &second.job, LANE_RENDER);
    while (atomic_load(&bench.len) < 2)
        uv_run(&bench.loop, UV_RUN_ONCE);
    uv_sem_post(&bench.gate);
    bench_end(&bench, "bBaA");
}

static void a_job_may_start_the_next_one(void **state)
{
    (void)state;
    struct bench bench;
    struct letter_job jobs[3];
    bench_begin(&bench);
    for (int i = 0; i < 3; i++)
        letter_init(&jobs[i], &bench, (char)('a' + i));
    jobs[0].next = &jobs[2]; /* behind b, which waits already */
    jobs_start(&bench.jobs, &jobs[0].job, LANE_SCAN);
    jobs_start(&bench.jobs, &jobs[1].job, LANE_SCAN);
    bench_end(&bench, "aAbBcC");

    bench_begin(&bench);
    letter_init(&jobs[0], &bench, 'a');
    letter_init(&jobs[1], &bench, 'b');
    jobs[0].next = &jobs[1]; /* on a lane that is empty by then */
    jobs_start(&bench.jobs, &jobs[0].job, LANE_SCAN);
    bench_end(&bench, "aAbB");
}

static void cancelled_jobs_are_still_done(void **state)
{
    (void)state;
    struct bench bench;
    struct letter_job jobs[3];
    bench_begin(&bench);
    for (int i = 0; i < 3; i++) {
        letter_init(&jobs[i], &bench, (char)('a' + i));
        jobs[i].waits = i == 0;
        jobs_start(&bench.jobs, &jobs[i].job, i == 2 ? LANE_STORE : LANE_RENDER);
    }
    jobs_cancel(&bench.jobs, LANE_RENDER);
    uv_sem_post(&bench.gate);
    uv_run(&bench.loop, UV_RUN_DEFAULT);
    assert_true(jobs[0].saw_cancel && jobs[1].saw_cancel);
    assert_false(jobs[2].saw_cancel);
    assert_int_equal(atomic_load(&bench.len), 6);
    assert_int_equal(uv_loop_close(&bench.loop), 0);
    uv_sem_destroy(&bench.gate);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_lane_runs_its_jobs_one_after_another),
        cmocka_unit_test(lanes_run_side_by_side),
        cmocka_unit_test(a_job_may_start_the_next_one),
        cmocka_unit_test(cancelled_jobs_are_still_done),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
