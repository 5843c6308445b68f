using System.Globalization;
using System.Text;
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
        await using var command = Command(question, before, most + 1);
        var found = new List<long>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) found.Add(reader.GetInt64(0));
        return found;
    }

    internal NpgsqlCommand Command(LogQuestion question, long? before, int most)
    {
        var command = new NpgsqlCommand { Connection = connection };
        var where = new StringBuilder("f.tenant_id = $1 and f.index < $2");
        Add(tenant);
        Add(before ?? long.MaxValue);
        var newest = Add((before ?? long.MaxValue) / TermBlocks.Size);
        var lists = new TermLists(newestFirst: true);
        if (question.Party is { } party) Term(Findable.Party, party);
        if (question.Person is { } person) Term(Findable.Person, person);
        if (question.Kinds is { } kinds) List(Findable.Kind, $"term = any({Add(kinds.ToArray())}::varchar[])");
        foreach (var (word, begins) in question.Words ?? [])
        {
            // The next text in the order of bytes after all that begin so.
            if (begins) List(Findable.Word, $"term >= {Add(word)} and term < {Add(word + "\U0010FFFF")}");
            else Term(Findable.Word, word);
        }

        // With money asked for, the rows of money lead; there are several to an entry.
        if (question is { Currency: { } currency })
        {
            where.Append(CultureInfo.InvariantCulture, $" and exists (select from audit_amount a where a.tenant_id = $1 and a.currency = {Add(currency)} and a.index = f.index");
            if (question.Least is { } least) where.Append(CultureInfo.InvariantCulture, $" and a.amount >= {Add(least)}");
            if (question.Most is { } largest) where.Append(CultureInfo.InvariantCulture, $" and a.amount <= {Add(largest)}");
            where.Append(')');
        }

        if (question.From is { } from) where.Append(CultureInfo.InvariantCulture, $" and {(question.Valid ? $"f.valid_on >= {Add(from)}" : $"f.recorded_at >= {Add(Start(from))}")}");
        if (question.To is { } to) where.Append(CultureInfo.InvariantCulture, $" and {(question.Valid ? $"f.valid_on <= {Add(to)}" : $"f.recorded_at < {Add(Start(to.AddDays(1)))}")}");
        if (question.Known is { } known) where.Append(CultureInfo.InvariantCulture, $" and f.recorded_at <= {Add(known.UtcDateTime)}");
        command.CommandText = lists.IsEmpty
            ? $"select f.index from audit_found f where {where} order by f.index desc limit {Add(most)}"
            : $"select f.index from {lists.From("audit_found f", "f")} where {where} order by {lists.Order}, f.index desc limit {Add(most)}";
        return command;

        string Add(object value)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
            return $"${command.Parameters.Count.ToString(CultureInfo.InvariantCulture)}";
        }

        void Term(string field, string term) => List(field, $"term = {Add(term)}");

        void List(string field, string condition) => lists.Add(field, condition, $"block <= {newest}");
    }

    private static DateTime Start(DateOnly day) => day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
}
