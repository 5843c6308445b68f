namespace Ledger.Rules;

/// <summary>What a pure function answers: a value, or the reasons why there is none. Never an exception for bad input.</summary>
/// <typeparam name="T">The value.</typeparam>
public sealed record Outcome<T> where T : class
{
    internal Outcome(T? value, IReadOnlyList<InputRejection> rejections)
    {
        Value = value;
        Rejections = rejections;
    }

    /// <summary>Null when refused.</summary>
    public T? Value { get; }

    /// <summary>Empty when there is a value.</summary>
    public IReadOnlyList<InputRejection> Rejections { get; }

    /// <summary>The first reason, or null when there is a value.</summary>
    public InputRejection? Rejection => Rejections.Count == 0 ? null : Rejections[0];

    public static implicit operator Outcome<T>(T value) => new(value, []);

    public static implicit operator Outcome<T>(InputRejection rejection) => new(null, [rejection]);
}

/// <summary>Makes outcomes.</summary>
internal static class Outcome
{
    public static Outcome<T> Of<T>(T value) where T : class => new(value, []);

    public static Outcome<T> Refused<T>(params IReadOnlyList<InputRejection> rejections) where T : class => rejections.Count == 0
        ? throw new ArgumentException("A refusal needs a reason.", nameof(rejections))
        : new(null, rejections);
}
