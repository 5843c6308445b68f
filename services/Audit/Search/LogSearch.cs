using System.Globalization;
using Ledger.Transparency.Search;
using Npgsql;

namespace Ledger.Audit.Search;

/// <summary>What is looked for; every part that is given must hold.</summary>
/// <param name="Party">An organisation that the entry names.</param>
/// <param name="Person">A person that it names.</param>
/// <param name="Kinds">Event types, any of them; null for all.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="Valid">Whether the days are those on which it takes effect; otherwise those on which it was recorded, UTC.</param>
/// <param name="Currency">Of the amounts.</param>
/// <param name="Least">Smallest amount, in ten-thousandths.</param>
/// <param name="Most">Largest amount, in ten-thousandths.</param>
/// <param name="Words">Words that must all be there.</param>
/// <param name="Known">Only what was recorded until then.</param>
internal sealed record LogQuestion(
    string? Party = null, string? Person = null, IReadOnlyList<string>? Kinds = null, DateOnly? From = null, DateOnly? To = null, bool Valid = false,
    string? Currency = null, long? Least = null, long? Most = null, IReadOnlyList<(string Word, bool Begins)>? Words = null, DateTimeOffset? Known = null);

/// <summary>Finds entries by the plain columns of search.sql, newest first.</summary>
internal sealed class LogSearch(NpgsqlConnection connection, string tenant)
{
    /// <summary>Places of entries before an index, newest first: one more than asked for when there are more.</summary>
    public async Task<IReadOnlyList<long>> FindAsync(LogQuestion question, long? before, int most, CancellationToken ct)
    {
        var amountsLead = question.Currency is not null && await FewAmountsAsync(question, ct);
        await using var command = Command(question, before, most + 1, amountsLead);
        var found = new List<long>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) found.Add(reader.GetInt64(0));
        return found;
    }

    private NpgsqlCommand Command(LogQuestion question, long? before, int most, bool amountsLead)
    {
        var asked = new Asked(connection, tenant);
        var lists = new TermLists(newestFirst: true);
        var (first, newest) = (asked.Add(before ?? long.MaxValue), asked.Add((before ?? long.MaxValue) / TermBlocks.Size));
        if (question.Party is { } party) Term(Findable.Party, party);
        if (question.Person is { } person) Term(Findable.Person, person);
        // A list of one term comes in the order of the log by itself.
        if (question.Kinds is [var kind]) Term(Findable.Kind, kind);
        else if (question.Kinds is { } kinds) Terms(Findable.Kind, $"term = any({asked.Add(kinds.ToArray())}::varchar[])");
        foreach (var (word, begins) in question.Words ?? [])
        {
            // The next text in the order of bytes after all that begin so.
            if (begins) Terms(Findable.Word, $"term >= {asked.Add(word)} and term < {asked.Add(word + "\U0010FFFF")}");
            else Term(Findable.Word, word);
        }

        Days(question.Valid ? Findable.Valid : Findable.Recorded, question.From, question.To);
        if (question.Known is { } moment) Days(Findable.Recorded, null, DateOnly.FromDateTime(moment.UtcDateTime));

        var where = $"f.tenant_id = $1 and f.index < {first}";
        if (question.Known is { } known) where += $" and f.recorded_at <= {asked.Add(known.UtcDateTime)}";
        if (question.Currency is not null && amountsLead) lists.Rows(Amounts(question, asked));
        else if (question.Currency is not null) where += $" and exists (select from {Amounts(question, asked)} and index = f.index)";
        return asked.Command(lists.IsEmpty
            ? $"select f.index from audit_found f where {where} order by f.index desc limit {asked.Add(most)}"
            : $"select e.index from {lists.From("f.index", "audit_found f", "f", where)} order by {lists.Order} limit {asked.Add(most)}");

        void Term(string field, string term) => Terms(field, $"term = {asked.Add(term)}");

        void Terms(string field, string terms) => lists.Terms(field, terms, $"block <= {newest}");

        void Days(string field, DateOnly? from, DateOnly? to)
        {
            if (from is null && to is null) return;
            Terms(field, $"term >= {asked.Add(Findable.Day(from ?? DateOnly.MinValue))} and term <= {asked.Add(Findable.Day(to ?? DateOnly.MaxValue))}");
        }
    }

    // Many amounts are looked up entry by entry, few are put in a list: only then they find their entries and not the other way round.
    private async Task<bool> FewAmountsAsync(LogQuestion question, CancellationToken ct)
    {
        var asked = new Asked(connection, tenant);
        await using var command = asked.Command($"select count(*) from (select from {Amounts(question, asked)} limit {asked.Add(AuditLimits.ListedAmounts + 1)}) few");
        return (long)(await command.ExecuteScalarAsync(ct))! <= AuditLimits.ListedAmounts;
    }

    private static string Amounts(LogQuestion question, Asked asked)
    {
        var rows = $"audit_amount where tenant_id = $1 and currency = {asked.Add(question.Currency!)}";
        if (question.Least is { } least) rows += $" and amount >= {asked.Add(least)}";
        if (question.Most is { } largest) rows += $" and amount <= {asked.Add(largest)}";
        return rows;
    }

    // Collects values on the way; the consortium is the first.
    private sealed class Asked(NpgsqlConnection connection, string tenant)
    {
        private readonly List<object> _values = [tenant];

        public string Add(object value)
        {
            _values.Add(value);
            return $"${_values.Count.ToString(CultureInfo.InvariantCulture)}";
        }

        public NpgsqlCommand Command(string sql)
        {
            var command = new NpgsqlCommand(sql, connection);
            foreach (var value in _values) command.Parameters.Add(new NpgsqlParameter { Value = value });
            return command;
        }
    }
}
