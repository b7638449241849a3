"""By car: minutes between points, and to what people drive far for."""
