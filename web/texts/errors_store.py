"""What is said when the store refuses, and what its check found."""

from __future__ import annotations

from web.texts.text import Text

ERRORS: dict[str, Text] = {
    "store.url_unknown": Text(
        zh="无法识别数据库地址“{url}”。请写 SQLite 文件路径，或 postgresql+psycopg://用户:密码@主机/数据库。",
        en="The store URL {url} is not understood. Give the path of a SQLite file, or "
        "postgresql+psycopg://user:password@host/database.",
    ),
    "store.no_directory": Text(
        zh="文件夹 {path} 不存在。请先建立该文件夹，或改用别的路径。",
        en="The folder {path} does not exist. Create it, or choose another path.",
    ),
    "store.locked": Text(
        zh="数据库 {url} 正被其他程序写入。请稍候再试，或关闭正在使用它的程序。",
        en="The store {url} is being written by another program. Try again in a moment, or close it.",
    ),
    "store.read_only": Text(
        zh="数据库 {url} 只读，无法写入。请检查文件和所在文件夹的权限。",
        en="The store {url} is read-only. Check the permissions of the file and its folder.",
    ),
    "store.cannot_open": Text(
        zh="无法打开数据库 {url}。请检查路径和权限。",
        en="The store {url} cannot be opened. Check the path and its permissions.",
    ),
    "store.not_a_store": Text(
        zh="{url} 不是本系统的数据库文件（{said}）。请检查路径。",
        en="{url} is not a store of this program ({said}). Check the path.",
    ),
    "store.foreign": Text(
        zh="{url} 已有其他程序的数据表（{tables}）。请为本系统另选一个文件。",
        en="{url} already holds tables of another program ({tables}). Choose another file for the store.",
    ),
    "store.damaged": Text(
        zh="数据库文件 {url} 已损坏（{said}）。请用 safetown restore 恢复备份。",
        en="The store {url} is damaged ({said}). Restore a backup with safetown restore.",
    ),
    "store.disk_full": Text(
        zh="磁盘已满，数据库 {url} 未作任何更改。请腾出空间后重试。",
        en="The disk is full; nothing in the store {url} was changed. Free some space and try again.",
    ),
    "store.refused": Text(
        zh="数据库 {url} 拒绝了操作（{said}）。请让管理员授予权限。",
        en="The database {url} refused ({said}). Ask its administrator for the permission.",
    ),
    "store.unreachable": Text(
        zh="无法连接数据库 {url}（{said}）。请检查服务器是否运行，以及地址、用户和密码。",
        en="The database {url} cannot be reached ({said}). Check that the server runs, and the address, "
        "user and password.",
    ),
    "store.no_postgis": Text(
        zh="数据库 {database} 没有安装 PostGIS 扩展。请让管理员在该库中执行 CREATE EXTENSION postgis。",
        en="The database {database} lacks the PostGIS extension. Have its administrator run "
        "CREATE EXTENSION postgis in it.",
    ),
    "store.newer": Text(
        zh="数据库 {url} 由更新版本的程序写入（版本 {found}，本程序只认识到 {known}）。请升级本程序。",
        en="The store {url} was written by a newer version of this program (version {found}, this one knows "
        "{known}). Upgrade the program.",
    ),
    "store.backup_over_itself": Text(
        zh="{path} 就是正在使用的库，备份不能写在它上面。请另选文件名。",
        en="{path} is the store itself; a backup cannot take its place. Choose another name.",
    ),
    "store.no_backup": Text(
        zh="找不到备份文件 {path}。",
        en="The backup {path} does not exist.",
    ),
    "store.version": Text(
        zh="数据表版本为 {found}，应为 {known}。",
        en="The tables are of version {found}, {known} is wanted.",
    ),
    "store.damaged_pages": Text(
        zh="数据库文件有损坏的页：{said}。请恢复备份。",
        en="The file has damaged pages: {said}. Restore a backup.",
    ),
    "store.reference_broken": Text(
        zh="表 {table} 中有记录指向不存在的记录。请恢复备份。",
        en="Rows of the table {table} point to rows that do not exist. Restore a backup.",
    ),
    "store.index": Text(
        zh="表 {table} 的空间索引与图形不符：缺 {missing}，多 {extra}，错 {wrong}。请恢复备份或重新导入。",
        en="The spatial index of {table} does not match its geometries: {missing} missing, {extra} too many, "
        "{wrong} wrong. Restore a backup or import again.",
    ),
    "store.index_missing": Text(
        zh="表 {table} 缺少空间索引。请让管理员重建。",
        en="The table {table} has lost its spatial index. Have the administrator create it again.",
    ),
    "store.points": Text(
        zh="{wrong} 条警情的点位与所记经纬度不符。请恢复备份或重新导入。",
        en="The points of {wrong} incidents differ from the longitude and latitude beside them. Restore a "
        "backup or import again.",
    ),
    "store.count": Text(
        zh="表 {table} 有 {found} 条记录，而导入记录合计 {logged} 条。",
        en="The table {table} holds {found} rows, the log of imports adds up to {logged}.",
    ),
    "store.audit_broken": Text(
        zh="审计记录第 {entry} 条与其前的记录不符:有人改动或删去过记录。请查明原因,必要时恢复备份。",
        en="Entry {entry} of the audit does not follow from those before it: an entry was changed or taken "
        "out. Find out why; restore a backup if need be.",
    ),
    "store.history": Text(
        zh="历史中有 {versions} 个版本没有对应的现行记录或先后颠倒。",
        en="{versions} versions in the history have no incident in force or are out of order.",
    ),
}
