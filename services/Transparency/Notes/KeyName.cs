namespace Ledger.Transparency.Notes;

/// <summary>Names of signed-note keys: not empty, without spaces, plus signs and control characters.</summary>
internal static class KeyName
{
    /// <summary>Longest name, characters.</summary>
    public const int MaxLength = 255;

    /// <exception cref="FormatException">No such name.</exception>
    public static string Check(string name) =>
        name.Length is > 0 and <= MaxLength && !name.Any(c => c == '+' || char.IsWhiteSpace(c) || char.IsControl(c))
            ? name
            : throw new FormatException("A key name has 1 to 255 characters, none of them a space, a plus sign or a control character.");
}
