using System.Globalization;
using System.Text;
using Ledger.Distribution.Domain;
using Ledger.Rules;
using nietras.SeparatedValues;

namespace Ledger.Distribution.Paying;

/// <summary>
/// Reads bank results as CSV (UTF-8, commas), for banks that answer in no ISO 20022: end_to_end_id, status (paid, failed, returned,
/// pending), and if given amount, currency, booked_on, bank_reference, reason; or the same in Chinese.
/// </summary>
internal static class BankCsvReader
{
    private static readonly string[][] Names =
    [
        ["end_to_end_id", "端到端标识"], ["status", "状态"], ["amount", "金额"], ["currency", "币种"], ["booked_on", "记账日期"],
        ["bank_reference", "银行流水号"], ["reason", "原因"],
    ];

    private static readonly Dictionary<string, BankStatus> Statuses = new(StringComparer.OrdinalIgnoreCase)
    {
        ["paid"] = BankStatus.Paid, ["failed"] = BankStatus.Failed, ["returned"] = BankStatus.Returned, ["pending"] = BankStatus.Pending,
        ["成功"] = BankStatus.Paid, ["失败"] = BankStatus.Failed, ["退回"] = BankStatus.Returned, ["处理中"] = BankStatus.Pending,
    };

    private const int ReferenceLength = 35;
    private const int ReasonLength = 140;

    /// <exception cref="BankFileException">bank-results.unknown-format, .member-malformed, .too-many.</exception>
    public static BankFile Read(byte[] file)
    {
        using var text = new StreamReader(new MemoryStream(file), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        try
        {
            return Read(text);
        }
        catch (Exception beyond) when (beyond is NotSupportedException or ArgumentException or InvalidDataException)
        {
            throw new BankFileException(BankFileProblems.UnknownFormat());
        }
    }

    private static BankFile Read(StreamReader text)
    {
        using var reader = Sep.New(',').Reader(options => options with { HasHeader = false, Unescape = true, DisableColCountCheck = true }).From(text);
        if (!reader.MoveNext()) throw new BankFileException(BankFileProblems.UnknownFormat());
        var columns = Columns(reader.Current);
        if (columns[0] < 0 || columns[1] < 0) throw new BankFileException(BankFileProblems.UnknownFormat());
        var entries = new List<BankEntry>();
        while (reader.MoveNext())
        {
            var row = reader.Current;
            if (row.ColCount == 1 && row[0].Span.IsWhiteSpace()) continue;
            if (entries.Count == DistributionLimits.BankEntries) throw new BankFileException(BankFileProblems.TooMany());
            entries.Add(Entry(row, columns));
        }

        return new BankFile("csv", null, entries, [], 0);
    }

    private static int[] Columns(SepReader.Row header)
    {
        var found = new int[Names.Length];
        Array.Fill(found, -1);
        for (var i = 0; i < header.ColCount; i++)
        {
            var name = header[i].ToString().Trim().TrimStart('\uFEFF');
            var at = Array.FindIndex(Names, names => names.Contains(name, StringComparer.OrdinalIgnoreCase));
            if (at >= 0) found[at] = i;
        }

        return found;
    }

    private static BankEntry Entry(SepReader.Row row, int[] columns)
    {
        var line = row.LineNumberFrom;
        var id = Cell(row, columns[0]) ?? throw Bad("end_to_end_id", line);
        if (id.Length > ReferenceLength) throw Bad("end_to_end_id", line);
        if (!Statuses.TryGetValue(Cell(row, columns[1]) ?? "", out var status)) throw Bad("status", line);
        return new BankEntry(
            id, status, Amount(row, columns, line), Day(Cell(row, columns[4]), line), Shorten(Cell(row, columns[5]), ReferenceLength),
            Shorten(Cell(row, columns[6]), ReasonLength));
    }

    private static Money? Amount(SepReader.Row row, int[] columns, int line)
    {
        if (Cell(row, columns[2]) is not { } text) return null;
        if (!Currency.TryOf(Cell(row, columns[3]), out var currency)) throw Bad("currency", line);
        return Money.TryParse(text, currency, out var amount) && amount.Sign >= 0 ? amount : throw Bad("amount", line);
    }

    private static DateOnly? Day(string? text, int line) => text is null
        ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw Bad("booked_on", line);

    private static string? Cell(SepReader.Row row, int column)
    {
        if (column < 0 || column >= row.ColCount) return null;
        var text = ServiceDefaults.Hosting.CsvText.Plain(row[column].ToString()).Trim();
        return text.Length == 0 ? null : text;
    }

    private static string? Shorten(string? text, int length)
    {
        if (text is null) return null;
        var plain = new string([.. text.Where(c => !char.IsControl(c))]);
        return plain.Length == 0 ? null : plain.Length <= length ? plain : plain[..length];
    }

    private static BankFileException Bad(string member, int line) => new(BankFileProblems.Member(member, line));
}
