using Ledger.Transparency.Formats;
using Ledger.Transparency.Notes;

namespace Ledger.Transparency.Witnesses;

/// <summary>Reads a policy file line by line.</summary>
internal sealed class PolicyReader
{
    /// <summary>Largest file, bytes.</summary>
    public const int MaxBytes = 256 << 10;

    private const int MaxDefinitions = 256;
    private const string NoQuorum = "none";

    private readonly List<VerifierKey> _logs = [];
    private readonly List<NamedWitness> _witnesses = [];
    private readonly Dictionary<string, WitnessNode> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _members = new(StringComparer.Ordinal);
    private (bool Said, WitnessNode? Node) _quorum;

    /// <exception cref="FormatException">Malformed, with the line.</exception>
    public static WitnessPolicy Read(string text)
    {
        if (text.Any(c => (c < ' ' && c is not ('\n' or '\t')) || c == '\u007f'))
            throw new FormatException("A policy holds no control characters but tab and newline.");
        var reader = new PolicyReader();
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            try
            {
                reader.Line(line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries));
            }
            catch (FormatException malformed)
            {
                throw new FormatException($"Line {number} of the policy: {malformed.Message}", malformed);
            }
        }

        return reader._quorum.Said
            ? new WitnessPolicy(reader._logs, reader._witnesses, reader._quorum.Node)
            : throw new FormatException("The policy has no quorum line.");
    }

    private void Line(string[] items)
    {
        switch (items)
        {
            case [] or [['#', ..], ..]: break;
            // An address may follow a key; offline it has no use.
            case ["log", var key, ..] when items.Length <= 3: Log(VerifierKey.Parse(key)); break;
            case ["witness", var name, var key, .. var address] when items.Length <= 4:
                Witness(name, VerifierKey.Parse(key), address.FirstOrDefault());
                break;
            case ["group", var name, var threshold, .. { Length: > 0 } members]: Group(name, threshold, members); break;
            case ["quorum", var name]: Quorum(name); break;
            default: throw new FormatException("neither a log, a witness, a group nor a quorum.");
        }
    }

    private void Log(VerifierKey key)
    {
        if (key.Type == SignatureType.Cosignature) throw new FormatException("the key of a log does not sign cosignatures.");
        Unused(key);
        _logs.Add(key);
    }

    private void Witness(string name, VerifierKey key, string? address)
    {
        if (key.Type != SignatureType.Cosignature) throw new FormatException("the key of a witness signs cosignatures.");
        Unused(key);
        Define(name, new SingleWitness(name));
        _witnesses.Add(new NamedWitness(name, key, address));
    }

    private void Group(string name, string threshold, string[] members)
    {
        if (name == NoQuorum || _names.ContainsKey(name)) throw new FormatException($"the name {name} is taken.");
        var nodes = new List<WitnessNode>();
        foreach (var member in members)
        {
            if (!_names.TryGetValue(member, out var node)) throw new FormatException($"{member} is not defined before.");
            if (!_members.Add(member)) throw new FormatException($"{member} is a member already.");
            nodes.Add(node);
        }

        var needed = threshold switch
        {
            "any" => 1,
            "all" => members.Length,
            _ => Lines.Number(threshold),
        };
        if (needed < 1 || needed > members.Length) throw new FormatException("a group needs at least one and at most all of its members.");
        Define(name, new WitnessGroup((int)needed, nodes));
    }

    private void Quorum(string name)
    {
        if (_quorum.Said) throw new FormatException("there is a quorum already.");
        if (name == NoQuorum) _quorum = (true, null);
        else if (_names.TryGetValue(name, out var node)) _quorum = (true, node);
        else throw new FormatException($"{name} is not defined before.");
    }

    private void Define(string name, WitnessNode node)
    {
        if (_names.Count >= MaxDefinitions) throw new FormatException($"there are more than {MaxDefinitions} names.");
        if (name == NoQuorum || !_names.TryAdd(name, node)) throw new FormatException($"the name {name} is taken.");
    }

    private void Unused(VerifierKey key)
    {
        if (_logs.Count >= MaxDefinitions) throw new FormatException($"there are more than {MaxDefinitions} logs.");
        foreach (var known in _logs.Concat(_witnesses.Select(witness => witness.Key)))
        {
            if (known.Material.SequenceEqual(key.Material)) throw new FormatException("this public key stands in the policy already.");
            if (known.Name == key.Name && known.Id == key.Id) throw new FormatException("two keys have the same name and id.");
        }
    }
}
