namespace Ledger.Cli.Connection;

/// <summary>The arguments of one command, taken one after the other.</summary>
/// <param name="arguments">Without the verb.</param>
public sealed class Arguments(IEnumerable<string> arguments)
{
    private readonly List<string> _left = [.. arguments];

    /// <summary>What nobody has taken.</summary>
    public IReadOnlyList<string> Left => _left;

    /// <summary>Takes <c>name VALUE</c>; null when it is not there.</summary>
    public string? Value(string name)
    {
        var at = _left.IndexOf(name);
        if (at < 0 || at + 1 >= _left.Count) return null;
        var value = _left[at + 1];
        _left.RemoveRange(at, 2);
        return value;
    }

    /// <summary>Takes every <c>name VALUE</c>, in their order.</summary>
    public IReadOnlyList<string> Values(string name)
    {
        var values = new List<string>();
        while (Value(name) is { } value) values.Add(value);
        return values;
    }

    /// <summary>Takes a switch.</summary>
    public bool Flag(string name) => _left.Remove(name);

    /// <summary>Takes every argument that is no option, "-" (standard input) included.</summary>
    public IReadOnlyList<string> Plain()
    {
        var plain = _left.Where(argument => argument == "-" || !argument.StartsWith('-')).ToList();
        _left.RemoveAll(plain.Contains);
        return plain;
    }

    /// <summary>Takes the only argument that is no option; null when there is none or more than one.</summary>
    public string? Single()
    {
        var plain = _left.Where(argument => !argument.StartsWith('-')).ToList();
        if (plain is not [var one]) return null;
        _left.Remove(one);
        return one;
    }
}
