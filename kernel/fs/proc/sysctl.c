/* SPDX-License-Identifier: MIT */
/*
 * /proc/sys: folders of settings, and the handlers that turn them into text
 * and back. What is set where is the business of who registers it.
 */
#include <linux/cred.h>
#include <linux/ctype.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/instruction_pointer.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/sysctl.h>
#include <linux/uaccess.h>

#include "proc.h"

struct ctl_table_header {
	size_t count;
	struct kernfs_node *nodes[];
};

static struct kernfs_node *sys_root;

const int sysctl_vals[] = { 0,	 1,    2,    3,	      4,     100,
			    200, 1000, 3000, INT_MAX, 65535, -1 };
EXPORT_SYMBOL(sysctl_vals);

/* --- Files */

static ssize_t call_handler(struct file *file, char __user *buf, size_t count,
			    loff_t *pos, bool write)
{
	const struct ctl_table *table = pde_data(file_inode(file));
	loff_t at = *pos;
	char *text;
	int err = 0;

	if (!table->proc_handler)
		return -EINVAL;
	if (!write) /* no setting is longer */
		count = min(count, (size_t)PAGE_SIZE - 1);
	if (count >= KMALLOC_MAX_SIZE)
		return -ENOMEM;
	text = kmalloc(count + 1, GFP_KERNEL);
	if (!text)
		return -ENOMEM;
	text[count] = '\0';
	if (write && copy_from_user(text, buf, count))
		err = -EFAULT;
	if (!err)
		err = table->proc_handler(table, write, text, &count, &at);
	if (!err && !write && copy_to_user(buf, text, count))
		err = -EFAULT;
	kfree(text);
	if (err)
		return err;
	*pos = at;
	return count;
}

static ssize_t sysctl_read(struct file *file, char __user *buf, size_t count,
			   loff_t *pos)
{
	return call_handler(file, buf, count, pos, false);
}

static ssize_t sysctl_write(struct file *file, const char __user *buf,
			    size_t count, loff_t *pos)
{
	return call_handler(file, (char __user *)buf, count, pos, true);
}

static const struct proc_ops sysctl_ops = {
	.proc_read = sysctl_read,
	.proc_write = sysctl_write,
	.proc_lseek = default_llseek,
};

/* Here a mode counts for root too. */
static int sysctl_permission(struct mnt_idmap *idmap, struct inode *inode,
			     int mask)
{
	umode_t mode = inode->i_mode;

	if (uid_eq(current_euid(), GLOBAL_ROOT_UID))
		mode >>= 6;
	else if (gid_eq(current_egid(), GLOBAL_ROOT_GID) ||
		 in_group_p(GLOBAL_ROOT_GID))
		mode >>= 3;
	return mask & ~mode & (MAY_READ | MAY_WRITE | MAY_EXEC) ? -EACCES : 0;
}

static int sysctl_setattr(struct mnt_idmap *idmap, struct dentry *dentry,
			  struct iattr *attr)
{
	if (attr->ia_valid & (ATTR_MODE | ATTR_UID | ATTR_GID))
		return -EPERM;
	return kernfs_setattr(idmap, dentry, attr);
}

static const struct inode_operations sysctl_inode_operations = {
	.permission = sysctl_permission,
	.setattr = sysctl_setattr,
};

/* --- Registration */

/* The folder @path below /proc/sys, made where it is missing; or ERR_PTR. */
static struct kernfs_node *make_folder(const char *path)
{
	struct kernfs_node *folder = sys_root;

	while (*path && !IS_ERR(folder)) {
		size_t length = strcspn(path, "/");
		struct kernfs_node *child =
			length ? kernfs_find(folder, path, length) : folder;

		folder = child ? child :
				 kernfs_create(folder, path, length,
					       S_IFDIR | 0555, NULL, NULL);
		path += length + (path[length] == '/');
	}
	return folder;
}

static void remove_empty(struct kernfs_node *folder)
{
	while (folder != sys_root && list_empty(&folder->children)) {
		struct kernfs_node *parent = folder->parent;

		kernfs_remove(folder);
		folder = parent;
	}
}

struct ctl_table_header *register_sysctl_sz(const char *path,
					    const struct ctl_table *table,
					    size_t size)
{
	struct kernfs_node *folder = make_folder(path), *node;
	struct ctl_table_header *header =
		kzalloc(sizeof(*header) + size * sizeof(node), GFP_KERNEL);

	if (IS_ERR(folder) || !header) {
		kfree(header);
		return NULL;
	}
	for (; header->count < size && table->procname; table++) {
		node = kernfs_create(folder, table->procname,
				     strlen(table->procname),
				     S_IFREG | table->mode, &sysctl_ops,
				     (void *)table);
		if (IS_ERR(node)) {
			if (PTR_ERR(node) == -EEXIST)
				pr_err("sysctl duplicate entry: /%s/%s\n", path,
				       table->procname);
			unregister_sysctl_table(header);
			return NULL;
		}
		node->i_op = &sysctl_inode_operations;
		node->caller = _RET_IP_;
		header->nodes[header->count++] = node;
	}
	return header;
}
EXPORT_SYMBOL(register_sysctl_sz);

void unregister_sysctl_table(struct ctl_table_header *header)
{
	struct kernfs_node *folder;

	if (!header)
		return;
	folder = header->count ? kernfs_get(header->nodes[0]->parent) : NULL;
	while (header->count)
		kernfs_remove(header->nodes[--header->count]);
	if (folder) {
		remove_empty(folder);
		kernfs_put(folder);
	}
	kfree(header);
}
EXPORT_SYMBOL(unregister_sysctl_table);

/* --- Handlers */

int proc_dostring(const struct ctl_table *table, int write, void *buffer,
		  size_t *lenp, loff_t *ppos)
{
	char *data = table->data, *text = buffer;
	size_t length = strnlen(data, table->maxlen), n = 0;

	if (*ppos > length || *ppos < 0) {
		if (!write)
			*lenp = 0;
		return write ? -EINVAL : 0;
	}
	if (write) {
		for (length = *ppos; n < *lenp && length < table->maxlen - 1;
		     n++) {
			if (!text[n] || text[n] == '\n')
				break;
			data[length++] = text[n];
		}
		data[length] = '\0';
		*ppos += *lenp;
		return 0;
	}
	n = min(length - (size_t)*ppos, *lenp);
	memcpy(text, data + *ppos, n);
	if (n < *lenp && *ppos + n == length)
		text[n++] = '\n';
	*lenp = n;
	*ppos += n;
	return 0;
}
EXPORT_SYMBOL(proc_dostring);

/* An integer type, and access to one as the widest of its sign. */
enum int_type { TYPE_INT, TYPE_UINT, TYPE_ULONG, TYPE_BOOL };

static const u8 type_size[] = { sizeof(int), sizeof(unsigned int),
				sizeof(unsigned long), sizeof(bool) };

static s64 get_value(const void *p, enum int_type type)
{
	switch (type) {
	case TYPE_INT:
		return *(const int *)p;
	case TYPE_BOOL:
		return *(const bool *)p;
	default:
		return *(const unsigned long *)p;
	}
}

static int set_value(const struct ctl_table *table, void *p, enum int_type type,
		     s64 value, bool bounded)
{
	static const s64 least[] = { INT_MIN, 0, 0, 0 };
	static const s64 most[] = { INT_MAX, UINT_MAX, ULONG_MAX, 1 };

	if (value < least[type] || value > most[type])
		return -EINVAL;
	if (bounded && table->extra1 && value < get_value(table->extra1, type))
		return -EINVAL;
	if (bounded && table->extra2 && value > get_value(table->extra2, type))
		return -EINVAL;
	if (type == TYPE_BOOL)
		*(bool *)p = value;
	else
		*(unsigned long *)p = value;
	return 0;
}

static int write_values(const struct ctl_table *table, char *text,
			enum int_type type, bool bounded)
{
	int count = table->maxlen / type_size[type];

	for (int i = 0; i < count; i++) {
		char *word = skip_spaces(text);
		size_t length = strcspn(word, " \t\n");
		s64 value;
		int err;

		if (!length)
			return i ? 0 : -EINVAL;
		text = word + length + (word[length] != '\0');
		word[length] = '\0';
		err = kstrtoll(word, 0, &value) ? -EINVAL : 0;
		if (!err)
			err = set_value(table,
					table->data + i * type_size[type], type,
					value, bounded);
		if (err)
			return err;
	}
	return 0;
}

static size_t read_values(const struct ctl_table *table, char *buffer,
			  size_t size, enum int_type type)
{
	int count = table->maxlen / type_size[type];
	size_t n = 0;

	for (int i = 0; i < count; i++)
		n += scnprintf(buffer + n, size - n, "%s%lld", i ? "\t" : "",
			       get_value(table->data + i * type_size[type],
					 type));
	return n + scnprintf(buffer + n, size - n, "\n");
}

static int do_values(const struct ctl_table *table, int write, void *buffer,
		     size_t *lenp, loff_t *ppos, enum int_type type,
		     bool bounded)
{
	int err = 0;

	if (!table->data || !table->maxlen || !*lenp || *ppos) {
		if (!write)
			*lenp = 0;
		return 0;
	}
	if (write)
		err = write_values(table, buffer, type, bounded);
	else /* the buffer has room for a NUL behind what is read */
		*lenp = read_values(table, buffer, *lenp + 1, type);
	*ppos += *lenp;
	return err;
}

int proc_dobool(const struct ctl_table *table, int write, void *buffer,
		size_t *lenp, loff_t *ppos)
{
	return do_values(table, write, buffer, lenp, ppos, TYPE_BOOL, false);
}
EXPORT_SYMBOL(proc_dobool);

int proc_dointvec(const struct ctl_table *table, int write, void *buffer,
		  size_t *lenp, loff_t *ppos)
{
	return do_values(table, write, buffer, lenp, ppos, TYPE_INT, false);
}
EXPORT_SYMBOL(proc_dointvec);

int proc_dointvec_minmax(const struct ctl_table *table, int write, void *buffer,
			 size_t *lenp, loff_t *ppos)
{
	return do_values(table, write, buffer, lenp, ppos, TYPE_INT, true);
}
EXPORT_SYMBOL(proc_dointvec_minmax);

int proc_douintvec(const struct ctl_table *table, int write, void *buffer,
		   size_t *lenp, loff_t *ppos)
{
	return do_values(table, write, buffer, lenp, ppos, TYPE_UINT, false);
}
EXPORT_SYMBOL(proc_douintvec);

int proc_douintvec_minmax(const struct ctl_table *table, int write,
			  void *buffer, size_t *lenp, loff_t *ppos)
{
	return do_values(table, write, buffer, lenp, ppos, TYPE_UINT, true);
}
EXPORT_SYMBOL(proc_douintvec_minmax);

int proc_doulongvec_minmax(const struct ctl_table *table, int write,
			   void *buffer, size_t *lenp, loff_t *ppos)
{
	return do_values(table, write, buffer, lenp, ppos, TYPE_ULONG, true);
}
EXPORT_SYMBOL(proc_doulongvec_minmax);

void proc_sysctl_init(void)
{
	sys_root = proc_mkdir("sys", NULL);
	if (sys_root)
		kernel_sysctl_init();
}
