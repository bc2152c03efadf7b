/* The table-valued function rowblob(blob): the rows packed into one bound blob, as columns c0 to c31 and rowid from 0.
 * rowblob.go writes the blob and says how it is laid out; a damaged one is SQLITE_CORRUPT, never a read outside it. */
#include "sqlite.h"
#include <string.h>

enum { COLUMNS = 32, NUL = 0, INT = 1, TEXT = 2, BLOB = 3 };

typedef struct {
  sqlite3_vtab_cursor base;
  sqlite3_value *blob;
  const unsigned char *at, *end;
  const unsigned char *cell[COLUMNS];
  int columns, over;
  sqlite3_int64 row;
} cursor;

static uint32_t head(const unsigned char *p) {
  return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static int connect(sqlite3 *db, void *aux, int argc, const char *const *argv, sqlite3_vtab **out, char **err) {
  int rc = sqlite3_declare_vtab(db, "CREATE TABLE x(c0,c1,c2,c3,c4,c5,c6,c7,c8,c9,c10,c11,c12,c13,c14,c15,c16,c17,"
    "c18,c19,c20,c21,c22,c23,c24,c25,c26,c27,c28,c29,c30,c31,rows HIDDEN)");
  if (rc != SQLITE_OK) return rc;
  sqlite3_vtab *t = sqlite3_malloc(sizeof *t);
  if (!t) return SQLITE_NOMEM;
  memset(t, 0, sizeof *t);
  *out = t;
  return sqlite3_vtab_config(db, SQLITE_VTAB_INNOCUOUS);
}

static int disconnect(sqlite3_vtab *t) { sqlite3_free(t); return SQLITE_OK; }

static int best(sqlite3_vtab *t, sqlite3_index_info *info) {
  for (int i = 0; i < info->nConstraint; i++) {
    struct sqlite3_index_constraint *c = &info->aConstraint[i];
    if (c->iColumn != COLUMNS || !c->usable || c->op != SQLITE_INDEX_CONSTRAINT_EQ) continue;
    info->aConstraintUsage[i].argvIndex = 1;
    info->aConstraintUsage[i].omit = 1;
    info->estimatedCost = 1000;
    info->estimatedRows = 1000;
    return SQLITE_OK;
  }
  return SQLITE_CONSTRAINT;
}

static int open(sqlite3_vtab *t, sqlite3_vtab_cursor **out) {
  cursor *c = sqlite3_malloc(sizeof *c);
  if (!c) return SQLITE_NOMEM;
  memset(c, 0, sizeof *c);
  *out = &c->base;
  return SQLITE_OK;
}

static int close(sqlite3_vtab_cursor *base) {
  sqlite3_value_free(((cursor *)base)->blob);
  sqlite3_free(base);
  return SQLITE_OK;
}

static int corrupt(cursor *c) { c->over = 1; return SQLITE_CORRUPT; }

static int read(cursor *c) {
  if (c->at == c->end) { c->over = 1; return SQLITE_OK; }
  for (int i = 0; i < c->columns; i++) {
    if (c->end - c->at < 4) return corrupt(c);
    uint32_t h = head(c->at);
    size_t n = (h & 3) == INT ? 8 : h >> 2;
    if ((h & 3) == NUL && n || (size_t)(c->end - c->at - 4) < n) return corrupt(c);
    c->cell[i] = c->at;
    c->at += 4 + n;
  }
  return SQLITE_OK;
}

static int filter(sqlite3_vtab_cursor *base, int n, const char *s, int argc, sqlite3_value **argv) {
  cursor *c = (cursor *)base;
  sqlite3_value_free(c->blob);
  if (!(c->blob = sqlite3_value_dup(argv[0]))) return SQLITE_NOMEM;
  c->at = sqlite3_value_blob(c->blob);
  c->end = c->at + sqlite3_value_bytes(c->blob);
  c->row = c->over = 0;
  if (c->end - c->at < 4) return corrupt(c);
  uint32_t columns = head(c->at);
  if (columns < 1 || columns > COLUMNS) return corrupt(c);
  c->columns = (int)columns;
  c->at += 4;
  return read(c);
}

static int next(sqlite3_vtab_cursor *base) { ((cursor *)base)->row++; return read((cursor *)base); }

static int eof(sqlite3_vtab_cursor *base) { return ((cursor *)base)->over; }

static int column(sqlite3_vtab_cursor *base, sqlite3_context *x, int i) {
  cursor *c = (cursor *)base;
  if (i >= c->columns) { sqlite3_result_null(x); return SQLITE_OK; }
  const unsigned char *p = c->cell[i] + 4;
  uint32_t h = head(c->cell[i]);
  switch (h & 3) {
  case NUL: sqlite3_result_null(x); break;
  case INT: sqlite3_result_int64(x, (sqlite3_int64)((sqlite3_uint64)head(p) | (sqlite3_uint64)head(p + 4) << 32)); break;
  case TEXT: sqlite3_result_text(x, (const char *)p, (int)(h >> 2), SQLITE_STATIC); break;
  case BLOB: sqlite3_result_blob(x, p, (int)(h >> 2), SQLITE_STATIC); break;
  }
  return SQLITE_OK;
}

static int rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *id) { *id = ((cursor *)base)->row; return SQLITE_OK; }

static const sqlite3_module module = {
  .xConnect = connect, .xBestIndex = best, .xDisconnect = disconnect, .xOpen = open, .xClose = close,
  .xFilter = filter, .xNext = next, .xEof = eof, .xColumn = column, .xRowid = rowid,
};

/* The aggregate rowpack(a, …): the other way, the integers and texts of all rows in one blob; NULL where there are no rows. */
typedef struct { unsigned char *at; size_t length, room; } pack;

static void put(unsigned char *p, uint32_t h) { p[0] = h; p[1] = h >> 8; p[2] = h >> 16; p[3] = h >> 24; }

static int grow(pack *p, size_t more) {
  if (p->room - p->length >= more) return 1;
  size_t room = 2 * p->room + more + 4096;
  unsigned char *at = sqlite3_realloc64(p->at, room);
  if (!at) return 0;
  p->at = at;
  p->room = room;
  return 1;
}

static void pack_row(sqlite3_context *x, int argc, sqlite3_value **argv) {
  pack *p = sqlite3_aggregate_context(x, sizeof *p);
  if (!p || (!p->length && !grow(p, 4))) { sqlite3_result_error_nomem(x); return; }
  if (!p->length) { put(p->at, (uint32_t)argc); p->length = 4; }
  for (int i = 0; i < argc; i++) {
    int kind = sqlite3_value_type(argv[i]);
    if (kind == SQLITE_INTEGER) {
      if (!grow(p, 12)) { sqlite3_result_error_nomem(x); return; }
      sqlite3_uint64 v = (sqlite3_uint64)sqlite3_value_int64(argv[i]);
      put(p->at + p->length, INT);
      put(p->at + p->length + 4, (uint32_t)v);
      put(p->at + p->length + 8, (uint32_t)(v >> 32));
      p->length += 12;
    } else if (kind == SQLITE_TEXT) {
      const unsigned char *text = sqlite3_value_text(argv[i]);
      size_t n = (size_t)sqlite3_value_bytes(argv[i]);
      if (!text || !grow(p, 4 + n)) { sqlite3_result_error_nomem(x); return; }
      put(p->at + p->length, (uint32_t)n << 2 | TEXT);
      memcpy(p->at + p->length + 4, text, n);
      p->length += 4 + n;
    } else {
      sqlite3_result_error(x, "rowpack: neither an integer nor a text", -1);
      return;
    }
  }
}

static void pack_end(sqlite3_context *x) {
  pack *p = sqlite3_aggregate_context(x, 0);
  if (!p || !p->length) { sqlite3_result_null(x); return; }
  sqlite3_result_blob64(x, p->at, p->length, sqlite3_free);
  p->at = 0;
}

static int attach(sqlite3 *db, char **err, const void *api) {
  int rc = sqlite3_create_function_v2(db, "rowpack", -1, SQLITE_UTF8 | SQLITE_INNOCUOUS, 0, 0, pack_row, pack_end, 0);
  return rc == SQLITE_OK ? sqlite3_create_module_v2(db, "rowblob", &module, 0, 0) : rc;
}

int rowblob_register(void) { return sqlite3_auto_extension((void (*)(void))attach); }
