using System.Globalization;
using Ledger.Transparency.Formats;

namespace Ledger.Transparency.Tiles;

/// <summary>Address of a tile of hashes or of a bundle of entries (C2SP tlog-tiles): 256 wide, or narrower at the right edge.</summary>
public sealed record TilePath
{
    /// <summary>Width of a full tile.</summary>
    public const int FullWidth = 256;

    /// <summary>Levels of the tree that one tile spans.</summary>
    public const int Height = 8;

    private const int MaxLevel = 63;
    private const string Root = "tile";
    private const string EntriesLevel = "entries";

    /// <exception cref="FormatException">No such tile.</exception>
    public TilePath(int? level, long index, int width = FullWidth)
    {
        if (level is < 0 or > MaxLevel || index < 0 || width is < 1 or > FullWidth)
            throw new FormatException("A tile has a level from 0 to 63, an index from 0 on and a width from 1 to 256.");
        (Level, Index, Width) = (level, index, width);
    }

    /// <summary>Level of a tile of hashes; null for a bundle of entries, which stands beside level 0.</summary>
    public int? Level { get; }

    /// <summary>Index within the level.</summary>
    public long Index { get; }

    /// <summary>Hashes or entries in it, 1 to 256.</summary>
    public int Width { get; }

    /// <summary>Whether no later leaf can change it.</summary>
    public bool IsFull => Width == FullWidth;

    /// <summary>Reads a path without leading slash, for example <c>tile/0/x001/x234/067.p/12</c>.</summary>
    /// <exception cref="FormatException">Not a path of the standard, which has one spelling for each tile.</exception>
    public static TilePath Parse(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        const int MaxLength = 64;
        if (path.Length > MaxLength || path.Split('/') is not [Root, var level, .. { Length: > 0 } rest])
            throw Malformed();
        var width = FullWidth;
        if (rest is [.., var partial, var narrow] && partial.EndsWith(".p", StringComparison.Ordinal))
        {
            width = checked((int)Math.Min(Lines.Number(narrow), FullWidth + 1L));
            if (width is < 1 or >= FullWidth) throw Malformed();
            rest = [.. rest[..^2], partial[..^2]];
        }

        var tile = new TilePath(
            level == EntriesLevel ? null : checked((int)Math.Min(Lines.Number(level), MaxLevel + 1L)), IndexOf(rest), width);
        return tile.ToString() == path ? tile : throw Malformed();
    }

    /// <summary>The path, without leading slash.</summary>
    public override string ToString()
    {
        var level = Level is { } number ? number.ToString(CultureInfo.InvariantCulture) : EntriesLevel;
        return $"{Root}/{level}/{Elements(Index)}{(IsFull ? "" : $".p/{Lines.Number(Width)}")}";
    }

    private static string Elements(long index)
    {
        var last = (index % 1000).ToString("d3", CultureInfo.InvariantCulture);
        for (var rest = index / 1000; rest > 0; rest /= 1000) last = $"x{(rest % 1000).ToString("d3", CultureInfo.InvariantCulture)}/{last}";
        return last;
    }

    private static long IndexOf(string[] elements)
    {
        var digits = string.Concat(elements.Select((element, i) => i < elements.Length - 1 && element.StartsWith('x') ? element[1..] : element));
        return digits.Length > 0 && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? index
            : throw Malformed();
    }

    private static FormatException Malformed() => new("Not the path of a tile.");
}
