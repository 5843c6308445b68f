using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace Ledger.Audit.Trails;

/// <summary>
/// Draws a trail: causes on the left, effects on the right, each event in the column after the last of what it rests on. The picture
/// carries the same in words for whoever cannot see it. Whole numbers only; the same trail gives the same bytes.
/// </summary>
internal static class TrailPicture
{
    private const int BoxWidth = 220;
    private const int BoxHeight = 58;
    private const int ColumnWidth = 290;
    private const int RowHeight = 78;
    private const int Margin = 20;
    private const int LabelLength = 30;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static string Draw(Trail trail, bool chinese)
    {
        var rows = TrailTable.Of(trail);
        var places = Places(rows);
        var (columns, lines) = (places.Max(place => place.Column) + 1, places.Max(place => place.Row) + 1);
        var words = Words(trail, rows, chinese);
        var root = new XElement(Svg + "svg",
            new XAttribute("viewBox", $"0 0 {Text((columns * ColumnWidth) + Margin)} {Text((lines * RowHeight) + Margin)}"),
            new XAttribute("role", "img"), new XAttribute("aria-labelledby", "title words"), new XAttribute("font-family", "sans-serif"),
            new XAttribute("font-size", "12"),
            new XElement(Svg + "title", new XAttribute("id", "title"), Title(trail, chinese)),
            new XElement(Svg + "desc", new XAttribute("id", "words"), Clean(words)));
        for (var i = 0; i < rows.Count; i++)
        {
            foreach (var cause in rows[i].RestsOn) root.Add(Line(places[cause - 1], places[i]));
        }

        for (var i = 0; i < rows.Count; i++) root.Add(Box(rows[i], places[i], rows[i].Event == trail.Start, chinese));
        return new XDocument(root).ToString(SaveOptions.DisableFormatting);
    }

    // Causes come before effects in the rows, so one pass finds the longest way to each.
    private static (int Column, int Row)[] Places(IReadOnlyList<TrailTableRow> rows)
    {
        var column = new int[rows.Count];
        var used = new Dictionary<int, int>();
        var places = new (int, int)[rows.Count];
        for (var i = 0; i < rows.Count; i++)
        {
            column[i] = rows[i].RestsOn.Where(no => no - 1 < i).Select(no => column[no - 1] + 1).DefaultIfEmpty(0).Max();
            var row = used.GetValueOrDefault(column[i]);
            used[column[i]] = row + 1;
            places[i] = (column[i], row);
        }

        return places;
    }

    private static XElement Line((int Column, int Row) from, (int Column, int Row) to)
    {
        var (x1, y1) = (Margin + (from.Column * ColumnWidth) + BoxWidth, Margin + (from.Row * RowHeight) + (BoxHeight / 2));
        var (x2, y2) = (Margin + (to.Column * ColumnWidth), Margin + (to.Row * RowHeight) + (BoxHeight / 2));
        var middle = (x1 + x2) / 2;
        return new XElement(Svg + "path", new XAttribute("d", $"M{Text(x1)} {Text(y1)}C{Text(middle)} {Text(y1)} {Text(middle)} {Text(y2)} {Text(x2)} {Text(y2)}"),
            new XAttribute("fill", "none"), new XAttribute("stroke", "#888"));
    }

    private static XElement Box(TrailTableRow row, (int Column, int Row) place, bool start, bool chinese)
    {
        var (x, y) = (Margin + (place.Column * ColumnWidth), Margin + (place.Row * RowHeight));
        var box = new XElement(Svg + "g",
            new XElement(Svg + "rect", new XAttribute("x", x), new XAttribute("y", y), new XAttribute("width", BoxWidth), new XAttribute("height", BoxHeight),
                new XAttribute("rx", "6"), new XAttribute("fill", row.State == TrailNodeState.Logged ? row.HashesMatch == false ? "#fdd" : "#fff" : "#eee"),
                new XAttribute("stroke", "#333"), new XAttribute("stroke-width", start ? "3" : "1")));
        string[] labels =
        [
            $"{Text(row.No)}. {row.Type ?? State(row.State, chinese)}", (chinese ? row.Title?.Zh : row.Title?.En) ?? string.Join(", ", row.Rules),
            row.Person is null ? Time(row) : $"{row.Person} ({row.Organisation}) {Time(row)}",
        ];
        for (var i = 0; i < labels.Length; i++)
        {
            box.Add(new XElement(Svg + "text", new XAttribute("x", x + 8), new XAttribute("y", y + 16 + (i * 17)),
                Clean(labels[i].Length > LabelLength ? labels[i][..(LabelLength - 1)] + "…" : labels[i])));
        }

        return box;
    }

    private static string Title(Trail trail, bool chinese) => (trail.Direction, chinese) switch
    {
        (TrailDirection.Back, false) => $"How event {trail.Start} came about",
        (TrailDirection.Back, true) => $"事件 {trail.Start} 的来由",
        (_, false) => $"What came of event {trail.Start}",
        _ => $"事件 {trail.Start} 的去向",
    };

    private static string Words(Trail trail, IReadOnlyList<TrailTableRow> rows, bool chinese)
    {
        var words = new StringBuilder();
        foreach (var row in rows)
        {
            words.Append(CultureInfo.InvariantCulture, $"{row.No}. {row.Type ?? State(row.State, chinese)}");
            if ((chinese ? row.Title?.Zh : row.Title?.En) is { } title) words.Append(chinese ? $"，{title}" : $", {title}");
            if (row.Person is not null) words.Append(chinese ? $"，由 {row.Person}（{row.Organisation}）" : $", by {row.Person} ({row.Organisation})");
            if (row.RecordedAt is not null) words.Append(chinese ? $"，记于 {Time(row)}" : $", recorded {Time(row)}");
            if (row.RestsOn.Count > 0) words.Append(chinese ? $"，依据 {List(row.RestsOn)}" : $", rests on {List(row.RestsOn)}");
            if (row.ApprovedBy.Count > 0) words.Append(chinese ? $"，经 {List(row.ApprovedBy)} 核准" : $", approved by {List(row.ApprovedBy)}");
            if (row.Rules.Count > 0) words.Append(chinese ? $"，规则 {string.Join("、", row.Rules)}" : $", by rule {string.Join(", ", row.Rules)}");
            if (row.HashesMatch == false) words.Append(chinese ? "，所引内容与日志不符" : ", cites another content than the log holds");
            words.Append(chinese ? "。\n" : ".\n");
        }

        if (!trail.Complete) words.Append(chinese ? "链条不完整：受数量限制。" : "Not complete: a limit cut it.");
        return words.ToString();
    }

    private static string State(TrailNodeState state, bool chinese) => (state, chinese) switch
    {
        (TrailNodeState.NotLoggedYet, false) => "not in the log",
        (TrailNodeState.NotLoggedYet, true) => "日志中没有",
        (TrailNodeState.Later, false) => "later than asked for",
        (TrailNodeState.Later, true) => "晚于所问时点",
        (_, false) => "beyond the limit",
        _ => "超出数量限制",
    };

    private static string Time(TrailTableRow row) => row.RecordedAt is { } at ? at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : "";

    private static string List(IReadOnlyList<int> numbers) => string.Join(", ", numbers.Select(Text));

    // What XML cannot hold, or half of a character that was cut.
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\n' or >= 0x20 and not (0xFFFD or 0xFFFE or 0xFFFF)) clean.Append(rune.ToString());
        }

        return clean.ToString();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
