namespace Ledger.ServiceDefaults.Store;

/// <summary>
/// The stored names of a service's facts, in one table. A name is the storage format: it carries a version and never
/// changes once a fact has been stored under it.
/// </summary>
public sealed class FactTypes
{
    private readonly Dictionary<string, Type> _byName = new(StringComparer.Ordinal);

    /// <summary>Stored name to type, for the relay and for tests that pin the table.</summary>
    public IReadOnlyDictionary<string, Type> ByName => _byName;

    /// <summary>Registers a fact under its stored name, for example <c>contribution_verified.v1</c>.</summary>
    /// <exception cref="ArgumentException">The name is malformed or taken.</exception>
    public FactTypes Add<TFact>(string name)
        where TFact : class
    {
        if (!System.Text.RegularExpressions.Regex.IsMatch(name, @"^[a-z][a-z_]*\.v[1-9][0-9]*$", default, TimeSpan.FromSeconds(1)))
            throw new ArgumentException($"'{name}' is not a stored fact name like 'contribution_verified.v1'.", nameof(name));
        _byName.Add(name, typeof(TFact));
        return this;
    }
}
