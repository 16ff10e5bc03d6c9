/* SPDX-License-Identifier: MIT */
/*
 * Five numbers in the kernel's containers: a list, which keeps the order and
 * can be sorted, a red-black tree, which is always sorted, and a fifo, which
 * gives back what came first.
 *
 * The links lie in the entries: one structure is in the list and in the tree at
 * the same time, and neither needs memory of its own.
 *
 * Try: insmod containers.ko, and put a number in twice.
 */
#include <linux/kfifo.h>
#include <linux/list.h>
#include <linux/list_sort.h>
#include <linux/module.h>
#include <linux/rbtree.h>
#include <linux/slab.h>

struct number {
	int value;
	struct list_head list;
	struct rb_node node;
};

static LIST_HEAD(numbers);
static struct rb_root tree = RB_ROOT;
static DEFINE_KFIFO(fifo, int, 8);

static bool less(struct rb_node *a, const struct rb_node *b)
{
	return rb_entry(a, struct number, node)->value <
	       rb_entry(b, struct number, node)->value;
}

static int compare(void *priv, const struct list_head *a,
		   const struct list_head *b)
{
	return list_entry(a, struct number, list)->value -
	       list_entry(b, struct number, list)->value;
}

static int add(int value)
{
	struct number *n = kmalloc(sizeof(*n), GFP_KERNEL);

	if (!n)
		return -ENOMEM;
	n->value = value;
	list_add_tail(&n->list, &numbers);
	rb_add(&n->node, &tree, less);
	kfifo_put(&fifo, value);
	return 0;
}

static void show_list(const char *what)
{
	struct number *n;

	pr_info("containers: %s:", what);
	list_for_each_entry(n, &numbers, list)
		pr_cont(" %d", n->value);
	pr_cont("\n");
}

static void forget_all(void)
{
	struct number *n, *next;

	list_for_each_entry_safe(n, next, &numbers, list) {
		list_del(&n->list);
		rb_erase(&n->node, &tree);
		kfree(n);
	}
}

static int __init containers_init(void)
{
	static const int values[] = { 5, 3, 9, 1, 7 };
	struct rb_node *node;
	int value;

	for (size_t i = 0; i < ARRAY_SIZE(values); i++) {
		if (add(values[i])) {
			forget_all();
			return -ENOMEM;
		}
	}
	show_list("list");
	list_sort(NULL, &numbers, compare);
	show_list("sorted");
	pr_info("containers: tree:");
	for (node = rb_first(&tree); node; node = rb_next(node))
		pr_cont(" %d", rb_entry(node, struct number, node)->value);
	pr_cont("\n");
	pr_info("containers: fifo:");
	while (kfifo_get(&fifo, &value))
		pr_cont(" %d", value);
	pr_cont("\n");
	return 0;
}

static void __exit containers_exit(void)
{
	forget_all();
}

module_init(containers_init);
module_exit(containers_exit);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("The Mortise authors");
MODULE_DESCRIPTION("A list, a tree and a fifo");
