namespace Ledger.Contributions.Domain;

/// <summary>What somebody said of a contribution, as far as its fields can be hidden one by one.</summary>
public interface IMarkable
{
    /// <summary>The registration: agreement, day and reference of everything that is said of the contribution.</summary>
    Particulars Registration { get; }

    /// <summary>Whose secrets they are: the organisation that says it.</summary>
    string Owner { get; }

    /// <summary>What is said, as far as it is not hidden.</summary>
    object Shown { get; }

    /// <summary>Whether a field can be marked at all.</summary>
    bool Contains(string field);

    /// <summary>The value of a field, or null when it was not said.</summary>
    object? ValueOf(string field);

    /// <summary>The same without the value of a field.</summary>
    /// <param name="field">The field.</param>
    /// <param name="stand">Keyed digest that stands for a hidden person.</param>
    IMarkable Without(string field, string? stand);

    /// <summary>Hash of the file that a field names, which is guarded with it; null for every other field.</summary>
    string? FileOf(string field);

    /// <summary>What a keyed digest stands for when a field is hidden, or null.</summary>
    string? StandsIn(string field);
}
