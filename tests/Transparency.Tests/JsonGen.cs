using System.Globalization;
using System.Text;
using CsCheck;

namespace Ledger.Transparency.Tests;

/// <summary>A JSON value as it can be written: members keep their order, and may stand twice.</summary>
internal abstract record JsonValue
{
    public byte[] Utf8(bool escaped = false)
    {
        var text = new StringBuilder();
        Write(text, escaped);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public abstract void Write(StringBuilder text, bool escaped);

    public abstract JsonValue Shuffled(Random random);

    protected static void Write(StringBuilder text, string value, bool escaped)
    {
        text.Append('"');
        foreach (var c in value)
        {
            if (escaped || c is < ' ' or '"' or '\\') text.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));
            else text.Append(c);
        }

        text.Append('"');
    }
}

internal sealed record JsonLiteral(string Text) : JsonValue
{
    public override void Write(StringBuilder text, bool escaped) => text.Append(Text);

    public override JsonValue Shuffled(Random random) => this;
}

internal sealed record JsonText(string Value) : JsonValue
{
    public override void Write(StringBuilder text, bool escaped) => Write(text, Value, escaped);

    public override JsonValue Shuffled(Random random) => this;
}

internal sealed record JsonArray(IReadOnlyList<JsonValue> Items) : JsonValue
{
    public override void Write(StringBuilder text, bool escaped)
    {
        text.Append(escaped ? "[ " : "[");
        for (var i = 0; i < Items.Count; i++)
        {
            if (i > 0) text.Append(escaped ? " ,\n" : ",");
            Items[i].Write(text, escaped);
        }

        text.Append(']');
    }

    public override JsonValue Shuffled(Random random) => new JsonArray([.. Items.Select(item => item.Shuffled(random))]);
}

internal sealed record JsonObject(IReadOnlyList<KeyValuePair<string, JsonValue>> Members) : JsonValue
{
    public override void Write(StringBuilder text, bool escaped)
    {
        text.Append('{');
        for (var i = 0; i < Members.Count; i++)
        {
            if (i > 0) text.Append(escaped ? "\t,\r\n" : ",");
            Write(text, Members[i].Key, escaped);
            text.Append(escaped ? " : " : ":");
            Members[i].Value.Write(text, escaped);
        }

        text.Append('}');
    }

    public override JsonValue Shuffled(Random random)
    {
        var members = Members.Select(member => KeyValuePair.Create(member.Key, member.Value.Shuffled(random))).ToArray();
        random.Shuffle(members);
        return new JsonObject(members);
    }
}

/// <summary>Values that facts can hold: no fractions, well-formed text, distinct keys.</summary>
internal static class JsonGen
{
    private const long MaxInteger = 9_007_199_254_740_991;

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.Char[' ', '~'].Select(c => c.ToString()),
        Gen.Char['\u0000', '\u001f'].Select(c => c.ToString()),
        Gen.Char['\u007f', '\ud7ff'].Select(c => c.ToString()),
        Gen.Int[0x10000, 0x10ffff].Select(char.ConvertFromUtf32)).Array[0, 6].Select(parts => string.Concat(parts));

    private static readonly Gen<JsonValue> Leaf = Gen.OneOf(
        Text.Select(text => (JsonValue)new JsonText(text)),
        Gen.Long[-MaxInteger, MaxInteger].Select(number => (JsonValue)new JsonLiteral(number.ToString(CultureInfo.InvariantCulture))),
        Gen.OneOfConst<JsonValue>(new JsonLiteral("true"), new JsonLiteral("false"), new JsonLiteral("null")));

    /// <summary>Any value, a few levels deep.</summary>
    public static Gen<JsonValue> Value { get; } = Nested(3);

    /// <summary>Members of one object, each key once.</summary>
    public static Gen<IReadOnlyList<KeyValuePair<string, JsonValue>>> Members { get; } = MembersOf(Nested(1));

    private static Gen<JsonValue> Nested(int depth)
    {
        if (depth == 0) return Leaf;
        var inner = Nested(depth - 1);
        return Gen.OneOf(
            Leaf,
            inner.Array[0, 4].Select(items => (JsonValue)new JsonArray(items)),
            MembersOf(inner).Select(members => (JsonValue)new JsonObject(members)));
    }

    private static Gen<IReadOnlyList<KeyValuePair<string, JsonValue>>> MembersOf(Gen<JsonValue> value) =>
        Gen.Select(Text, value).Array[0, 5].Select(members => (IReadOnlyList<KeyValuePair<string, JsonValue>>)
            [.. members.DistinctBy(member => member.Item1, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Item1, member.Item2))]);
}
