namespace Ledger.Rules;

/// <summary>Collects the broken rules of typed inputs, so that one answer names them all.</summary>
internal sealed class Checks
{
    private readonly List<InputRejection> broken = [];

    public bool Failed => broken.Count > 0;

    public IReadOnlyList<InputRejection> Broken => broken;

    public Outcome<T> Refuse<T>() where T : class => Outcome.Refused<T>(broken);

    public void Add(InputRejection rejection) => broken.Add(rejection);

    public void That(bool holds, Func<InputRejection> otherwise)
    {
        if (!holds) broken.Add(otherwise());
    }

    public void NotNegative(string field, Rational value)
    {
        if (value.Sign < 0) broken.Add(Problems.Negative(field, value.ToString()));
    }

    public void NotNegative(string field, Money value)
    {
        if (value.Sign < 0) broken.Add(Problems.NegativeAmount(field, value.Amount));
    }

    public void Positive(string field, Rational value)
    {
        if (value.Sign <= 0) broken.Add(Problems.NotPositive(field, value.ToString()));
    }

    public void Within(string field, Rational value, Rational low, Rational high)
    {
        if (value < low || value > high) broken.Add(Problems.OutOfRange(field, value.ToString(), low.ToString(), high.ToString()));
    }
}
