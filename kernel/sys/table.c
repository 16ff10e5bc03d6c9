/* SPDX-License-Identifier: MIT */
/*
 * The system calls of the i386 ABI by number, most under the names of their
 * manual pages, and the way into them. What is not here returns ENOSYS.
 */
#include <linux/lockdep.h>
#include <linux/sched.h>
#include <linux/syscalls.h>

/* clang-format off */
#define SYSCALLS(X) \
	X(0, restart_syscall) X(1, exit) X(2, fork) X(3, read) X(4, write) \
	X(5, open) X(6, close) X(7, waitpid) X(8, creat) X(9, link) \
	X(10, unlink) X(11, execve) X(12, chdir) X(13, time) X(14, mknod) \
	X(15, chmod) X(18, oldstat) X(19, lseek) X(20, getpid) X(21, mount) \
	X(22, oldumount) X(25, stime) X(27, alarm) X(28, oldfstat) \
	X(29, pause) X(30, utime) X(33, access) X(34, nice) X(36, sync) \
	X(37, kill) X(38, rename) X(39, mkdir) X(40, rmdir) X(41, dup) \
	X(42, pipe) X(43, times) X(45, brk) X(48, signal) X(52, umount) \
	X(54, ioctl) X(55, fcntl) X(57, setpgid) X(60, umask) X(61, chroot) \
	X(63, dup2) X(64, getppid) X(65, getpgrp) X(66, setsid) \
	X(67, sigaction) X(72, sigsuspend) X(73, sigpending) \
	X(74, sethostname) X(75, setrlimit) X(76, old_getrlimit) \
	X(77, getrusage) X(78, gettimeofday) X(79, settimeofday) \
	X(82, old_select) X(83, symlink) X(84, oldlstat) X(85, readlink) \
	X(88, reboot) X(90, old_mmap) X(91, munmap) X(92, truncate) \
	X(93, ftruncate) X(94, fchmod) X(96, getpriority) X(97, setpriority) \
	X(99, statfs) X(100, fstatfs) X(103, syslog) X(104, setitimer) \
	X(105, getitimer) X(106, stat) X(107, lstat) X(108, fstat) \
	X(111, vhangup) X(114, wait4) X(116, sysinfo) X(118, fsync) \
	X(119, sigreturn) X(120, clone) X(121, setdomainname) X(122, newuname) \
	X(125, mprotect) X(126, sigprocmask) X(128, init_module) \
	X(129, delete_module) X(132, getpgid) X(133, fchdir) \
	X(136, personality) X(140, llseek) X(141, getdents) X(142, select) \
	X(143, flock) X(144, msync) X(145, readv) X(146, writev) \
	X(147, getsid) X(148, fdatasync) X(150, mlock) X(151, munlock) \
	X(152, mlockall) X(153, munlockall) X(154, sched_setparam) \
	X(155, sched_getparam) X(156, sched_setscheduler) \
	X(157, sched_getscheduler) X(158, sched_yield) \
	X(159, sched_get_priority_max) X(160, sched_get_priority_min) \
	X(162, nanosleep) X(163, mremap) X(168, poll) X(172, prctl) \
	X(173, rt_sigreturn) X(174, rt_sigaction) X(175, rt_sigprocmask) \
	X(176, rt_sigpending) X(177, rt_sigtimedwait) X(178, rt_sigqueueinfo) \
	X(179, rt_sigsuspend) X(180, pread64) X(181, pwrite64) X(183, getcwd) \
	X(184, capget) X(185, capset) X(186, sigaltstack) X(187, sendfile) \
	X(190, vfork) X(191, getrlimit) X(192, mmap_pgoff) X(193, truncate64) \
	X(194, ftruncate64) X(195, stat64) X(196, lstat64) X(197, fstat64) \
	X(198, lchown) X(199, getuid) X(200, getgid) X(201, geteuid) \
	X(202, getegid) X(203, setreuid) X(204, setregid) X(205, getgroups) \
	X(206, setgroups) X(207, fchown) X(208, setresuid) X(209, getresuid) \
	X(210, setresgid) X(211, getresgid) X(212, chown) X(213, setuid) \
	X(214, setgid) X(215, setfsuid) X(216, setfsgid) X(218, mincore) \
	X(219, madvise) X(220, getdents64) X(221, fcntl64) X(224, gettid) \
	X(225, readahead) X(238, tkill) X(239, sendfile64) X(240, futex) \
	X(241, sched_setaffinity) X(242, sched_getaffinity) \
	X(243, set_thread_area) X(244, get_thread_area) X(250, fadvise64) \
	X(252, exit_group) X(254, epoll_create) X(255, epoll_ctl) \
	X(256, epoll_wait) X(258, set_tid_address) X(259, timer_create) \
	X(260, timer_settime) X(261, timer_gettime) X(262, timer_getoverrun) \
	X(263, timer_delete) X(264, clock_settime) X(265, clock_gettime) \
	X(266, clock_getres) X(267, clock_nanosleep) X(268, statfs64) \
	X(269, fstatfs64) X(270, tgkill) X(271, utimes) X(272, fadvise64_64) \
	X(284, waitid) X(286, add_key) X(287, request_key) X(288, keyctl) \
	X(295, openat) X(296, mkdirat) X(297, mknodat) X(298, fchownat) \
	X(299, futimesat) X(300, fstatat64) X(301, unlinkat) X(302, renameat) \
	X(303, linkat) X(304, symlinkat) X(305, readlinkat) X(306, fchmodat) \
	X(307, faccessat) X(308, pselect6) X(309, ppoll) \
	X(311, set_robust_list) X(312, get_robust_list) X(318, getcpu) \
	X(319, epoll_pwait) X(320, utimensat) X(321, signalfd) \
	X(322, timerfd_create) X(323, eventfd) X(324, fallocate) \
	X(325, timerfd_settime) X(326, timerfd_gettime) X(327, signalfd4) \
	X(328, eventfd2) X(329, epoll_create1) X(330, dup3) X(331, pipe2) \
	X(333, preadv) X(334, pwritev) X(335, rt_tgsigqueueinfo) \
	X(340, prlimit64) X(344, syncfs) X(350, finit_module) \
	X(353, renameat2) X(355, getrandom) X(356, memfd_create) \
	X(358, execveat) X(376, mlock2) X(377, copy_file_range) \
	X(378, preadv2) X(379, pwritev2) X(383, statx) X(403, clock_gettime64) \
	X(404, clock_settime64) X(406, clock_getres_time64) \
	X(407, clock_nanosleep_time64) X(408, timer_gettime64) \
	X(409, timer_settime64) X(410, timerfd_gettime64) \
	X(411, timerfd_settime64) X(412, utimensat_time64) \
	X(413, pselect6_time64) X(414, ppoll_time64) \
	X(421, rt_sigtimedwait_time64) X(422, futex_time64) \
	X(436, close_range) X(439, faccessat2) X(441, epoll_pwait2) \
	X(452, fchmodat2)
/* clang-format on */

#define DECLARE(nr, name) long __ia32_sys_##name(const struct pt_regs *regs);
SYSCALLS(DECLARE)

#define ENTRY(nr, name) [nr] = __ia32_sys_##name,
const sys_call_ptr_t sys_call_table[NR_syscalls] = { SYSCALLS(ENTRY) };

#define CASE(nr, name) \
	case nr:       \
		return __ia32_sys_##name(regs);
static long system_call_of(const struct pt_regs *regs)
{
	switch (regs->orig_ax) {
		SYSCALLS(CASE)
	}
	return -ENOSYS;
}

void syscall_dispatch(struct pt_regs *regs)
{
	regs->ax = system_call_of(regs);
	if (unlikely(holds_anything()))
		atomic_state_check(&nothing_held, "system call", NULL);
}
