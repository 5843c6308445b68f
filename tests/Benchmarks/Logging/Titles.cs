using System.Text.Json.Nodes;

namespace Ledger.Benchmarks.Logging;

/// <summary>Titles as people write them: few words, put together in many ways. 1,728 of them, about as long as that of every other fact here.</summary>
internal static class Titles
{
    private static readonly (string En, string Zh)[] Kinds =
    [
        ("Five-axis", "五轴"), ("Refurbished", "翻新"), ("High-speed", "高速"), ("Portable", "便携式"), ("Twin-spindle", "双主轴"), ("Laboratory", "实验室"),
        ("Collaborative", "协作"), ("Automatic", "全自动"), ("Low-voltage", "低压"), ("Precision", "精密"), ("Industrial", "工业"), ("Digital", "数字化"),
    ];

    private static readonly (string En, string Zh)[] Things =
    [
        ("machining centre", "加工中心"), ("welding robot", "焊接机器人"), ("laser cutter", "激光切割机"), ("measuring machine", "三坐标测量机"), ("milling machine", "铣床"),
        ("training course", "培训课程"), ("oscilloscope", "示波器"), ("assembly line", "装配线"), ("injection press", "注塑机"), ("grinding wheel", "磨床"), ("design licence", "设计软件许可"),
        ("vision sensor", "视觉传感器"),
    ];

    private static readonly (string En, string Zh)[] With =
    [
        ("with tooling", "含刀具"), ("second hand", "二手"), ("for teaching", "教学用"), ("on loan", "借用"), ("with spare parts", "含备件"), ("two years old", "使用两年"),
        ("with operator", "含操作员"), ("per semester", "按学期"), ("without software", "不含软件"), ("in workshop B", "乙车间"), ("fully calibrated", "已校准"), ("with warranty", "含质保"),
    ];

    /// <summary>The title of a number; those of following numbers share little.</summary>
    public static JsonObject Of(long number)
    {
        var mixed = (int)(unchecked((ulong)number * 2_654_435_761) % 1_728);
        var (kind, thing, with) = (Kinds[mixed % 12], Things[mixed / 12 % 12], With[mixed / 144]);
        return new JsonObject { ["en"] = $"{kind.En} {thing.En}, {with.En}", ["zh"] = $"{kind.Zh}{thing.Zh}（{with.Zh}）" };
    }
}
