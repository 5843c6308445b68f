namespace Ledger.Rules;

/// <summary>Why a command was refused: which kind of obstacle it met, so that every door answers alike.</summary>
public enum RejectionKind
{
    /// <summary>The command itself is wrong, whatever the state: a bad amount, an unknown unit (HTTP 422).</summary>
    Invalid,

    /// <summary>The command is well formed but the state does not allow it now (HTTP 409).</summary>
    Conflict,

    /// <summary>This person or organisation may not do it: maker approving, own contribution verified (HTTP 403).</summary>
    Forbidden,

    /// <summary>The thing named does not exist in this consortium (HTTP 404).</summary>
    NotFound,
}

/// <summary>
/// A refused command. Subclasses are the vocabulary of an aggregate; tests name them, clients read <see cref="Code"/>.
/// A rejection never carries a secret and never changes its code.
/// </summary>
/// <param name="Code">Stable, kebab-case, prefixed with the aggregate: <c>contribution.own</c>.</param>
/// <param name="Kind">What kind of obstacle.</param>
/// <param name="Message">The rule that was broken, with the offending value, in both languages.</param>
public abstract record Rejection(string Code, RejectionKind Kind, Text Message)
{
    /// <summary>The field of the request the rule speaks of, as a JSON path (<c>claimed.amount</c>), or null.</summary>
    public string? Field { get; init; }
}
