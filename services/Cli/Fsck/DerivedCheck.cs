using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ledger.Transparency.Search;
using Npgsql;

namespace Ledger.Cli.Fsck;

/// <summary>
/// What entries are found by and the edges of trails, made anew from the entries and held against the stored rows. The rows of an entry
/// are compared as a sum of their hashes, so that neither side needs to be sorted; a row too many, one too few and one changed all
/// change it. It is held against a log that was found whole: rows that follow from changed entries say nothing. Sums of what an earlier check saw are kept, so that its contents need not be read again.
/// </summary>
internal sealed class DerivedCheck(FsckReport report, FsckState state, Action<string> progress)
{
    private const int Entries = 0;
    private const int Terms = 1;
    private const int Amounts = 2;
    private const int Edges = 3;

    // Index first, then what makes the row; a row of terms stands for every entry of its block that names the term.
    private static readonly (string Name, string Code, string Query)[] Tables =
    [
        ("audit_found", "search.entry-differs", "select index, tenant_id, '', to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') from audit_found"),
        ("audit_term", "search.term-differs", "select block, tenant_id, field, term, entries from audit_term"),
        ("audit_amount", "search.amount-differs", "select index, tenant_id, currency, amount::text from audit_amount"),
        ("audit_cite", "trail.edge-differs", "select index, tenant_id, cited::text, event_id::text from audit_cite"),
    ];

    private long _first;
    private long _filledFrom;
    private List<UInt128>[] _made = [[], [], [], []];
    private UInt128[] _sums = new UInt128[Tables.Length];

    /// <summary>By table, the sum over all rows of all entries so far.</summary>
    public IReadOnlyList<UInt128> Sums => _sums;

    /// <summary>The first entry that will be told; those before it were seen by an earlier check.</summary>
    public void Begin(long first)
    {
        _first = first;
        _made = [[], [], [], []];
        _sums = first == 0 ? new UInt128[Tables.Length] : [.. state.Derived];
    }

    /// <summary>An entry, in the order of the log: its envelope and its payload.</summary>
    /// <exception cref="FormatException">The envelope says no time.</exception>
    public void Entry(long index, JsonElement envelope, JsonElement payload)
    {
        string Of(string member) => envelope.GetProperty(member).GetString() ?? "";
        var (tenant, at) = (Of("tn"), Of("at"));
        var found = Findable.Of(Of("n"), DateTimeOffset.ParseExact(at, "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal), payload);
        Add(Entries, index, tenant, "", at);
        foreach (var (field, term) in found.Terms) Add(Terms, index, tenant, field, term);
        foreach (var amount in found.Amounts) Add(Amounts, index, tenant, amount.Currency, Text(amount.TenThousandths));
        foreach (var cited in EventEnvelope.Cited(payload).Select(cited => cited.Event).Distinct()) Add(Edges, index, tenant, cited, Of("ev"));
    }

    /// <summary>Holds the stored rows against the entries of the same snapshot.</summary>
    /// <param name="log">The log's database.</param>
    /// <param name="size">How many entries it holds.</param>
    /// <param name="ct">Stops the check.</param>
    public async Task CompareAsync(Snapshot log, long size, CancellationToken ct)
    {
        if (await WrongAsync(log, ct) is not { } wrong)
        {
            progress($"search: the rows of the first {_first} entries are not those that were checked before; all are made anew / 前 {_first} 个条目的检索行与上次核对的不同，全部重新生成");
            Begin(0);
            await foreach (var row in log.RowsAsync("select index, envelope, canonical from audit_log order by index", ct))
            {
                using var envelope = JsonDocument.Parse(row.GetString(1));
                using var payload = JsonDocument.Parse(row.GetString(2));
                Entry(row.GetInt64(0), envelope.RootElement, payload.RootElement);
            }

            wrong = (await WrongAsync(log, ct))!;
        }

        foreach (var (index, table) in wrong.Order())
        {
            // After an update that brought the search, the service fills in older entries from the newest down.
            if (index < _filledFrom && table == Entries && index > 0) continue;
            if (index < _filledFrom && table == Entries)
                report.Add("search.not-filled", "log 0", $"Entries before {Text(Math.Min(_filledFrom, size))} cannot be searched: the service fills them in after its start.", $"条目 {Text(Math.Min(_filledFrom, size))} 之前尚不可检索：服务启动后自动补全。");
            else if (index >= _filledFrom)
                report.Add(Tables[table].Code, $"log {Text(index)}", $"What {Tables[table].Name} holds of entry {Text(index)} does not follow from its contents.", $"{Tables[table].Name} 中条目 {Text(index)} 的行与其内容不符。");
        }
    }

    // Entries whose rows are not those of their contents; null when rows that an earlier check saw are not the same.
    private async Task<List<(long Index, int Table)>?> WrongAsync(Snapshot log, CancellationToken ct)
    {
        var wrong = new HashSet<(long, int)>();
        _filledFrom = long.MaxValue;
        for (var table = 0; table < Tables.Length; table++)
        {
            var (made, seen, before, rows) = (_made[table], new UInt128[_made[table].Count], UInt128.Zero, 0L);
            await foreach (var row in log.RowsAsync(Tables[table].Query, ct))
            {
                foreach (var index in Indexes(table, row))
                {
                    if (table == Entries) _filledFrom = Math.Min(_filledFrom, index);
                    var hash = Hash(index, row.GetString(1), row.GetString(2), row.GetString(3));
                    if (index >= 0 && index < _first) before = unchecked(before + hash);
                    else if (index >= _first && index - _first < seen.Length) seen[index - _first] = unchecked(seen[index - _first] + hash);
                    else wrong.Add((index, table));
                }

                if (++rows % (state.Every * 10L) == 0) progress($"{Tables[table].Name}: {Text(rows)} rows / 行");
            }

            if (before != made.Aggregate(_sums[table], (sum, entry) => unchecked(sum - entry))) return null;
            for (var i = 0; i < seen.Length; i++)
            {
                if (seen[i] != made[i]) wrong.Add((_first + i, table));
            }
        }

        return [.. wrong];
    }

    private static IEnumerable<long> Indexes(int table, NpgsqlDataReader row)
    {
        var first = row.GetInt64(0);
        if (table != Terms) return [first];
        // A block that no log has names no entry of any.
        return first is < 0 or > TermBlocks.Last ? [long.MaxValue] : TermBlocks.Indexes(first, row.GetInt64(4));
    }

    private void Add(int table, long index, params string[] row)
    {
        var made = _made[table];
        while (made.Count <= index - _first) made.Add(UInt128.Zero);
        var hash = Hash(index, row);
        made[(int)(index - _first)] = unchecked(made[(int)(index - _first)] + hash);
        _sums[table] = unchecked(_sums[table] + hash);
    }

    private static UInt128 Hash(long index, params string[] row)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{Text(index)}\0{string.Join('\0', row)}"), hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
