/* The part of SQLite's public interface that rowblob.c uses, as sqlite3.h declares it; version 3 keeps it compatible.
 * go-sqlite3 brings the code and keeps its header to itself. */
#include <stdint.h>

#define SQLITE_OK 0
#define SQLITE_NOMEM 7
#define SQLITE_CORRUPT 11
#define SQLITE_CONSTRAINT 19
#define SQLITE_INDEX_CONSTRAINT_EQ 2
#define SQLITE_VTAB_INNOCUOUS 2
#define SQLITE_INTEGER 1
#define SQLITE_TEXT 3
#define SQLITE_UTF8 1
#define SQLITE_INNOCUOUS 0x200000
#define SQLITE_STATIC ((sqlite3_destructor_type)0)

typedef int64_t sqlite3_int64;
typedef uint64_t sqlite3_uint64;
typedef void (*sqlite3_destructor_type)(void *);
typedef struct sqlite3 sqlite3;
typedef struct sqlite3_value sqlite3_value;
typedef struct sqlite3_context sqlite3_context;
typedef struct sqlite3_module sqlite3_module;
typedef struct sqlite3_vtab { const sqlite3_module *pModule; int nRef; char *zErrMsg; } sqlite3_vtab;
typedef struct sqlite3_vtab_cursor { sqlite3_vtab *pVtab; } sqlite3_vtab_cursor;

typedef struct sqlite3_index_info {
  int nConstraint;
  struct sqlite3_index_constraint { int iColumn; unsigned char op, usable; int iTermOffset; } *aConstraint;
  int nOrderBy;
  struct sqlite3_index_orderby { int iColumn; unsigned char desc; } *aOrderBy;
  struct sqlite3_index_constraint_usage { int argvIndex; unsigned char omit; } *aConstraintUsage;
  int idxNum;
  char *idxStr;
  int needToFreeIdxStr;
  int orderByConsumed;
  double estimatedCost;
  sqlite3_int64 estimatedRows;
  int idxFlags;
  sqlite3_uint64 colUsed;
} sqlite3_index_info;

struct sqlite3_module {
  int iVersion;
  int (*xCreate)(sqlite3 *, void *, int, const char *const *, sqlite3_vtab **, char **);
  int (*xConnect)(sqlite3 *, void *, int, const char *const *, sqlite3_vtab **, char **);
  int (*xBestIndex)(sqlite3_vtab *, sqlite3_index_info *);
  int (*xDisconnect)(sqlite3_vtab *);
  int (*xDestroy)(sqlite3_vtab *);
  int (*xOpen)(sqlite3_vtab *, sqlite3_vtab_cursor **);
  int (*xClose)(sqlite3_vtab_cursor *);
  int (*xFilter)(sqlite3_vtab_cursor *, int, const char *, int, sqlite3_value **);
  int (*xNext)(sqlite3_vtab_cursor *);
  int (*xEof)(sqlite3_vtab_cursor *);
  int (*xColumn)(sqlite3_vtab_cursor *, sqlite3_context *, int);
  int (*xRowid)(sqlite3_vtab_cursor *, sqlite3_int64 *);
  int (*xUpdate)(sqlite3_vtab *, int, sqlite3_value **, sqlite3_int64 *);
  int (*xBegin)(sqlite3_vtab *);
  int (*xSync)(sqlite3_vtab *);
  int (*xCommit)(sqlite3_vtab *);
  int (*xRollback)(sqlite3_vtab *);
  int (*xFindFunction)(sqlite3_vtab *, int, const char *, void (**)(sqlite3_context *, int, sqlite3_value **), void **);
  int (*xRename)(sqlite3_vtab *, const char *);
};

int sqlite3_auto_extension(void (*)(void));
int sqlite3_create_module_v2(sqlite3 *, const char *, const sqlite3_module *, void *, void (*)(void *));
int sqlite3_declare_vtab(sqlite3 *, const char *);
int sqlite3_vtab_config(sqlite3 *, int, ...);
int sqlite3_create_function_v2(sqlite3 *, const char *, int, int, void *, void (*)(sqlite3_context *, int, sqlite3_value **),
  void (*)(sqlite3_context *, int, sqlite3_value **), void (*)(sqlite3_context *), void (*)(void *));
void *sqlite3_aggregate_context(sqlite3_context *, int);
void *sqlite3_malloc(int);
void *sqlite3_realloc64(void *, sqlite3_uint64);
void sqlite3_free(void *);
sqlite3_value *sqlite3_value_dup(const sqlite3_value *);
void sqlite3_value_free(sqlite3_value *);
int sqlite3_value_type(sqlite3_value *);
sqlite3_int64 sqlite3_value_int64(sqlite3_value *);
const unsigned char *sqlite3_value_text(sqlite3_value *);
const void *sqlite3_value_blob(sqlite3_value *);
int sqlite3_value_bytes(sqlite3_value *);
void sqlite3_result_null(sqlite3_context *);
void sqlite3_result_int64(sqlite3_context *, sqlite3_int64);
void sqlite3_result_text(sqlite3_context *, const char *, int, sqlite3_destructor_type);
void sqlite3_result_error_nomem(sqlite3_context *);
void sqlite3_result_error(sqlite3_context *, const char *, int);
void sqlite3_result_blob64(sqlite3_context *, const void *, sqlite3_uint64, sqlite3_destructor_type);
void sqlite3_result_blob(sqlite3_context *, const void *, int, sqlite3_destructor_type);
